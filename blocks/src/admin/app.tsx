import { useEffect, useRef } from '@wordpress/element';
import type { ComponentType, ReactNode } from 'react';
import { Router, useLocation } from 'wouter';
import { AttentionScreen } from './attention/screen';
import { CohortsScreen } from './cohorts/screen';
import { CoursesScreen } from './courses/screen';
import { GroupClassesScreen } from './group-classes/screen';
import { OverviewScreen } from './overview/screen';
import { adminSettings, type Screen } from './settings';
import { useGuardedLocation } from './shared/location';
import { Notifications } from './shared/notifications';
import { ScreenBoundary } from './shared/screen-boundary';
import { StudentsScreen } from './students/screen';

const SCREENS: Partial<Record<Screen, ComponentType>> = {
	courses: CoursesScreen,
	cohorts: CohortsScreen,
	'group-classes': GroupClassesScreen,
	students: StudentsScreen,
	attention: AttentionScreen,
	overview: OverviewScreen,
};

/** Begins every place at its top, for the eye and for the keyboard: what was clicked may be gone. */
const Places = ({ children }: { children: ReactNode }) => {
	const [place] = useLocation();
	const start = useRef<HTMLDivElement>(null);
	const shown = useRef(place);
	useEffect(() => {
		if (shown.current !== place) {
			shown.current = place;
			start.current?.focus({ preventScroll: true });
			window.scrollTo(0, 0);
		}
	}, [place]);
	return (
		<div ref={start} tabIndex={-1} className="ce-admin__start">
			{children}
		</div>
	);
};

/** Says so when a screen breaks. */
const Guarded = ({ children }: { children: ReactNode }) => {
	const [place] = useLocation();
	return <ScreenBoundary place={place}>{children}</ScreenBoundary>;
};

/** The screen that the menu entry names; where one is within it stands behind the address's `#`. */
export const App = () => {
	const CurrentScreen = SCREENS[adminSettings().screen];
	return (
		<Router hook={useGuardedLocation}>
			<Guarded>
				<Notifications>
					<Places>{CurrentScreen && <CurrentScreen />}</Places>
				</Notifications>
			</Guarded>
		</Router>
	);
};
