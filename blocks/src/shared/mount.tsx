import { createRoot } from '@wordpress/element';
import type { ReactNode } from 'react';
import { announceFrom, type Announce } from './events';
import type { PageSettings } from './settings';

/**
 * Fills every element of a block that PHP prepared for a student.
 *
 * @param blockClass Class that WordPress gives the block.
 * @param render     Draws one of them.
 */
export const mount = (
	blockClass: string,
	render: (settings: PageSettings, announce: Announce) => ReactNode,
): void => {
	document.querySelectorAll<HTMLElement>(`.${blockClass}[data-settings]`).forEach((element) => {
		const settings = JSON.parse(element.dataset.settings ?? '') as PageSettings;
		createRoot(element).render(render(settings, announceFrom(element)));
	});
};
