import { useEffect } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { guardLocation } from './location';

const question = () => __('What you changed has not been saved. Leave all the same?', 'cohort-enrollment');

/**
 * Asks before unsaved changes are lost: when the window is left or closed (the browser asks), and when a link or the back
 * button leads to another place of the app.
 *
 * @param isUnsaved Asked at that moment; the same function from render to render.
 */
export const useUnsavedGuard = (isUnsaved: () => boolean): void => {
	useEffect(() => {
		const onLeave = (event: BeforeUnloadEvent) => {
			if (isUnsaved()) {
				event.preventDefault();
			}
		};
		window.addEventListener('beforeunload', onLeave);
		const release = guardLocation(
			// eslint-disable-next-line no-alert -- The one dialog that can hold up the back button.
			() => !isUnsaved() || window.confirm(question()),
		);
		return () => {
			window.removeEventListener('beforeunload', onLeave);
			release();
		};
	}, [isUnsaved]);
};
