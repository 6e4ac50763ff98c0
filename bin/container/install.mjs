/**
 * What the container "installer" of docker-compose.yml runs: makes WordPress the demo's, as `npm start` does, tells
 * how to get in, and ends. Again it only does what is missing.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../lib/command-line.mjs';
import { TITLE, USERS } from '../lib/demo-site.mjs';
import { Failure } from '../lib/failure.mjs';
import { step } from '../lib/progress.mjs';
import { PROJECT, readJson, writeJson } from '../lib/project.mjs';
import { runSeed } from '../lib/sidecar.mjs';
import { setUpWordpress } from '../lib/stack-steps.mjs';
import { showTable } from '../lib/table.mjs';
import { runInWordpress } from '../lib/wordpress.mjs';

const WORDPRESS = '/var/www/html';

/** In the volume that also keeps the demo's mails. */
const DONE = '/var/lib/cohort-enrollment/demo.json';

/** The only folder of the container itself that can be written to. */
const LOGS = '/tmp';

const COMMANDS =
	'"docker compose down" ends it, "docker compose logs --follow" follows it, "docker compose down --volumes" deletes it.';

/**
 * What was done already.
 *
 * @typedef {object} Done
 * @property {string} [stripe] which Stripe the demo's prices were made in
 * @property {{ pages: Record<string, number>, coursePath: string, dashboardPath: string }} [content]
 * @property {{ courses: { code: string, title: string }[] }} [seeded]
 */

/**
 * @param {string} name
 * @returns {string}
 */
function given(name) {
	const value = process.env[name];
	if (value) return value;
	throw new Failure(`${name} is missing.`, { next: 'let docker compose start this container' });
}

/**
 * @param {import('../lib/wordpress.mjs').ReadyWordpress} wordpress
 * @param {string} password
 * @returns {Promise<{ userIds: Record<string, number>, done: Done }>}
 */
async function installWordpress(wordpress, password) {
	const mustUse = join(wordpress.directory, 'wp-content', 'mu-plugins');
	cpSync(join(PROJECT, 'bin', 'wordpress', 'mu-plugins'), mustUse, { recursive: true });
	const admin = { ...USERS[0], password };
	const { installed } = await runInWordpress(wordpress, 'install.php', { title: TITLE, admin });
	const { userIds } = await setUpWordpress({ state: { demoPassword: password }, wordpress });
	// In an empty database nothing was done yet, whatever the file says that an earlier one left behind.
	return { userIds, done: installed ? {} : (readJson(DONE) ?? {}) };
}

/**
 * Prices live in Stripe: a demo cannot change to another one.
 *
 * @param {Done} done
 * @param {boolean} local
 */
function keepToOneStripe(done, local) {
	const current = local ? 'local' : `stripe ${given('STRIPE_SECRET_KEY').slice(-6)}`;
	if (done.stripe && done.stripe !== current) {
		throw new Failure('This demo was made with another Stripe, and its prices are there.', {
			next: `put the other Stripe back into .env, or start over after "docker compose --profile local-stripe down --volumes"`,
		});
	}
	done.stripe = current;
}

await main(async () => {
	const siteUrl = given('SITE_URL');
	const password = given('DEMO_PASSWORD');
	const local = Boolean(process.env['STRIPE_API_URL']);
	const wordpress = { directory: WORDPRESS, siteUrl, as: undefined, log: join(LOGS, 'wordpress.log') };

	const { userIds, done } = await step('WordPress', () => installWordpress(wordpress, password));
	const content = await step('Demo pages', async () => {
		keepToOneStripe(done, local);
		// Only once: what an editor changed since stays.
		const made = done.content ?? (await runInWordpress(wordpress, 'demo-content.php'));
		writeJson(DONE, { ...done, content: made });
		return made;
	});
	await step('Demo courses', async () => {
		const input = { students: userIds, pages: content.pages };
		const seeded = done.seeded ?? (await runSeed(process.env, join(LOGS, 'demo-seed.log'), input));
		writeJson(DONE, { ...done, content, seeded });
	});

	const demo = {
		siteUrl,
		sidecarUrl: given('PUBLIC_SIDECAR_URL'),
		stripeUrl: local ? given('PUBLIC_STRIPE_URL') : 'https://dashboard.stripe.com/test',
		courseUrl: `${siteUrl}${content.coursePath}`,
		dashboardUrl: `${siteUrl}${content.dashboardPath}`,
		users: USERS.map((user) => ({ ...user, password })),
	};
	showTable(demo, { local, commands: COMMANDS });
});
