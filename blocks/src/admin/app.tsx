import type { ComponentType } from 'react';
import { Router } from 'wouter';
import { AttentionScreen } from './attention/screen';
import { CohortsScreen } from './cohorts/screen';
import { CoursesScreen } from './courses/screen';
import { GroupClassesScreen } from './group-classes/screen';
import { OverviewScreen } from './overview/screen';
import { adminSettings, type Screen } from './settings';
import { useGuardedLocation } from './shared/location';
import { Notifications } from './shared/notifications';
import { StudentsScreen } from './students/screen';

const SCREENS: Partial<Record<Screen, ComponentType>> = {
	courses: CoursesScreen,
	cohorts: CohortsScreen,
	'group-classes': GroupClassesScreen,
	students: StudentsScreen,
	attention: AttentionScreen,
	overview: OverviewScreen,
};

/** The screen that the menu entry names; where one is within it stands behind the address's `#`. */
export const App = () => {
	const CurrentScreen = SCREENS[adminSettings().screen];
	return (
		<Router hook={useGuardedLocation}>
			<Notifications>{CurrentScreen && <CurrentScreen />}</Notifications>
		</Router>
	);
};
