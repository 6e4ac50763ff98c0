import type { ComponentType } from 'react';
import { Router } from 'wouter';
import { CoursesScreen } from './courses/screen';
import { GroupClassesScreen } from './group-classes/screen';
import { adminSettings, type Screen } from './settings';
import { useGuardedLocation } from './shared/location';
import { Notifications } from './shared/notifications';

const SCREENS: Partial<Record<Screen, ComponentType>> = {
	courses: CoursesScreen,
	'group-classes': GroupClassesScreen,
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
