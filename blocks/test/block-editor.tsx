import { createReduxStore, dispatch, register } from '@wordpress/data';
import { createPortal } from '@wordpress/element';
import type { ReactNode } from 'react';

interface Settings {
	isPreviewMode: boolean;
}

/**
 * Stands in for `@wordpress/block-editor`, which needs a whole editor round it:
 * `jest.mock('@wordpress/block-editor', () => jest.requireActual('../../test/block-editor'))`.
 */
export const store = createReduxStore('core/block-editor', {
	reducer: (
		settings: Settings = { isPreviewMode: false },
		action: { type: string; settings?: Settings },
	): Settings => action.settings ?? settings,
	actions: { updateSettings: (settings: Settings) => ({ type: 'UPDATE_SETTINGS', settings }) },
	selectors: { getSettings: (settings: Settings) => settings },
});
register(store);

/** Whether the block is drawn for the inserter. */
export const setPreviewMode = (isPreviewMode: boolean): void => {
	void dispatch(store).updateSettings({ isPreviewMode });
};

export const useBlockProps = () => ({ className: 'wp-block' });

export const InspectorControls = ({ children }: { children: ReactNode }) =>
	createPortal(<aside aria-label="Settings">{children}</aside>, document.body);
