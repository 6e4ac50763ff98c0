import { useEffect, useRef } from '@wordpress/element';

/** The heading gets the focus that nothing has. */
const catchFocus = (): void => {
	const heading = document.querySelector<HTMLElement>('.ce-admin__page h1');
	if (heading && heading.ownerDocument.activeElement === heading.ownerDocument.body) {
		heading.tabIndex = -1;
		heading.focus({ preventScroll: true });
	}
};

/**
 * Keeps the keyboard on the page: when what had the focus is gone, such as a button for what was just done, the heading
 * gets it.
 *
 * @param state Changes whenever something may have gone.
 */
export const useKeptFocus = (state: string): void => {
	const shown = useRef(state);
	useEffect(() => {
		if (shown.current === state) {
			return;
		}
		shown.current = state;
		// After dialogs have given the focus back, if there is anything left to give it to.
		const timer = setTimeout(catchFocus);
		return () => clearTimeout(timer);
	}, [state]);
};
