import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const demoFile = process.env['DEMO_FILE'] ?? join(project, '.local', 'demo.json');
const demo = JSON.parse(readFileSync(demoFile, 'utf8')) as { siteUrl: string };

const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'];
const chromium = '/usr/bin/chromium';

/** Runs against a stack that is up already: the one of `npm test`, or the demo of `npm start`. */
export default defineConfig({
	testDir: '.',
	testIgnore: 'zip/**',
	outputDir: join(dirname(demoFile), 'playwright'),
	// One student's seat is another one's full cohort: the tests share a database and run in order.
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env['CI'] === 'true',
	// Only what fails waits so long; a machine that does other things too is no failure.
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
	use: {
		baseURL: demo.siteUrl,
		locale: 'en-US',
		viewport: { width: 1280, height: 800 },
		// Recording every page takes a fifth of the time; `--trace on` does it for one spec.
		trace: 'off',
		screenshot: 'only-on-failure',
		launchOptions: {
			// Debian's; elsewhere the one that Playwright installed.
			...(existsSync(chromium) ? { executablePath: chromium } : {}),
			args: ['--no-sandbox', '--disable-dev-shm-usage'],
		},
	},
});
