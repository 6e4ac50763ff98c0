import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Waits until nothing fades or slides any more: half transparent, any text has too little contrast. */
const settle = (page: Page): Promise<unknown> =>
	page.evaluate(() =>
		Promise.allSettled(
			document
				.getAnimations()
				.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
				.map(({ finished }) => finished),
		),
	);

/** Says what axe finds in as many words as help to mend it. */
const expectNoViolation = async (page: Page, axe: AxeBuilder, what: string): Promise<void> => {
	await settle(page);
	const { violations } = await axe.analyze();
	expect(
		violations.map(
			({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
		),
		what,
	).toEqual([]);
};

/** Fails when axe finds anything in the markup of a block, by its name such as `session-wizard`. */
export const expectAccessibleBlock = (page: Page, block: string): Promise<void> =>
	expectNoViolation(
		page,
		new AxeBuilder({ page }).include(`.wp-block-cohort-enrollment-${block}`),
		`${block} at ${page.url()}`,
	);

/** What WordPress's own frame around our screens has against itself is not ours. */
const FRAME = ['#wpadminbar', '#adminmenumain', '#wpfooter', '.components-snackbar'];

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails when axe finds anything in a screen of wp-admin as it stands. */
export const expectAccessibleScreen = (page: Page, what: string): Promise<void> =>
	expectNoViolation(
		page,
		FRAME.reduce((axe, part) => axe.exclude(part), new AxeBuilder({ page })).withTags(TAGS),
		what,
	);
