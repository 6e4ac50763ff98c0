import { useSyncExternalStore } from '@wordpress/element';
import type { BaseLocationHook } from 'wouter';

/** The place behind the address's `#`, with a leading slash. */
const placeInAddress = (): string => `/${window.location.hash.replace(/^#?\/?/, '')}`;

/**
 * Where the app is. Not always what the address says: a link or the back button changes the address first, and only then
 * the person is asked whether to leave.
 */
let place = placeInAddress();
let mayLeave: () => boolean = () => true;
const listeners = new Set<() => void>();

const moveTo = (next: string): void => {
	place = next;
	listeners.forEach((listener) => listener());
};

const onHashChange = (): void => {
	const next = placeInAddress();
	if (next === place) {
		return;
	}
	if (mayLeave()) {
		moveTo(next);
	} else {
		window.history.pushState(null, '', `#${place}`);
	}
};

const subscribe = (listener: () => void): (() => void) => {
	if (listeners.size === 0) {
		place = placeInAddress();
		window.addEventListener('hashchange', onHashChange);
	}
	listeners.add(listener);
	return () => {
		listeners.delete(listener);
		if (listeners.size === 0) {
			window.removeEventListener('hashchange', onHashChange);
		}
	};
};

const navigate = (to: string): void => {
	if (to !== place && mayLeave()) {
		window.history.pushState(null, '', `#${to}`);
		moveTo(to);
	}
};

/** Wouter's location for a page of wp-admin: behind the `#`, and held by {@link guardLocation}. */
export const useGuardedLocation: BaseLocationHook = () => [
	useSyncExternalStore(subscribe, () => place),
	navigate,
];

/**
 * Asks before the app goes to another place.
 *
 * @param ask Whether it may.
 * @return Ends it.
 */
export const guardLocation = (ask: () => boolean): (() => void) => {
	mayLeave = ask;
	return () => {
		if (mayLeave === ask) {
			mayLeave = () => true;
		}
	};
};
