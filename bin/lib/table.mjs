import { USERS } from './demo-site.mjs';
import { bold, dim, say } from './progress.mjs';

const COMMANDS = 'npm stop ends it, npm run logs follows it, npm run reset starts over.';

/**
 * Tells how to get into a demo.
 *
 * @param {Pick<import('./demo-file.mjs').Demo, 'siteUrl' | 'sidecarUrl' | 'stripeUrl' | 'courseUrl' | 'dashboardUrl'>
 *   & { users: readonly { login: string, password: string, role: string, name: string }[] }} demo
 * @param {{ local: boolean, commands?: string }} options `local`: it has the local Stripe; `commands`: what ends it
 */
export function showTable(demo, { local, commands = COMMANDS }) {
	const rows = [
		['Site', `${demo.siteUrl}/`],
		['A course page', demo.courseUrl],
		['Dashboard', demo.dashboardUrl],
		['wp-admin', `${demo.siteUrl}/wp-admin/`],
		[local ? 'Local Stripe' : 'Stripe', demo.stripeUrl],
	];
	say();
	for (const [name = '', value = ''] of rows) say(`  ${name.padEnd(15)} ${bold(value)}`);
	const width = Math.max(...demo.users.map((user) => user.login.length));
	say(`\n  Log in as${' '.repeat(7)}password ${bold(demo.users[0]?.password ?? '')}`);
	for (const { login, name, role } of demo.users) {
		const hint = USERS.find((user) => user.login === login)?.hint;
		const words = `${role === 'subscriber' ? 'student' : role}${hint ? `, ${hint}` : ''}`;
		say(`  ${' '.repeat(15)} ${bold(login.padEnd(width))}  ${words} ${dim(`(${name})`)}`);
	}
	if (!local) {
		say('\n  Stripe sends its webhooks here while this runs in another window:');
		say(`  ${bold(`stripe listen --forward-to ${demo.sidecarUrl}/webhooks/stripe`)}`);
	}
	say(dim(`\n  ${commands}`));
}
