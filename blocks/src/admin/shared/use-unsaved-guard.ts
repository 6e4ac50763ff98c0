import { useEffect } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

const question = () => __('What you changed has not been saved. Leave all the same?', 'cohort-enrollment');

/**
 * Asks before unsaved changes are lost: when the window is left or closed (the browser asks), and when a link or the back
 * button leads to another place of the app.
 */
export const useUnsavedGuard = (isDirty: boolean): void => {
	useEffect(() => {
		if (!isDirty) {
			return;
		}
		const here = window.location.href;
		const onLeave = (event: BeforeUnloadEvent) => {
			event.preventDefault();
		};
		const onMove = (event: HashChangeEvent) => {
			// eslint-disable-next-line no-alert -- The one dialog that can hold up the back button.
			if (window.location.href === here || window.confirm(question())) {
				return;
			}
			event.stopImmediatePropagation();
			window.history.pushState(null, '', here);
		};
		window.addEventListener('beforeunload', onLeave);
		// Before the router hears of it.
		window.addEventListener('hashchange', onMove, true);
		return () => {
			window.removeEventListener('beforeunload', onLeave);
			window.removeEventListener('hashchange', onMove, true);
		};
	}, [isDirty]);
};
