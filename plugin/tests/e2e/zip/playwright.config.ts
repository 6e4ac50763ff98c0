import { defineConfig } from '@playwright/test';
import base from '../playwright.config';
import { readDemo } from '../support/demo';

/**
 * Runs against a WordPress into which the plugin was installed from its zip, or against the second site of a network of
 * it; `DEMO_FILE` says where.
 */
export default defineConfig(base, {
	testDir: '.',
	// The editor's way begins where nobody has set anything up.
	testIgnore: readDemo().db.basePrefix === undefined ? 'second-site.spec.ts' : 'a-new-editor.spec.ts',
});
