import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { PROJECT } from './demo';

const DIRECTORY = process.env['SCREENSHOTS_DIR'] ?? join(PROJECT, '.local', 'screenshots');
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

export type Shoot = (name: string) => Promise<void>;

/** Keeps a picture of the whole page as `{name}.png`. */
export const shootWide =
	(page: Page): Shoot =>
	async (name) => {
		// Else WordPress's toolbar lies across the middle of the picture.
		await page.evaluate(() => {
			window.scrollTo({ top: 0, behavior: 'instant' });
		});
		await page.screenshot({
			path: join(DIRECTORY, `${name}.png`),
			fullPage: true,
			animations: 'disabled',
		});
	};

/** The same at the width of a small phone, as `{name}-phone.png`. */
export const shootPhone =
	(page: Page): Shoot =>
	async (name) => {
		await page.setViewportSize(PHONE);
		await shootWide(page)(`${name}-phone`);
		await page.setViewportSize(WIDE);
	};
