import { join } from 'node:path';
import { USERS } from './demo-site.mjs';
import { runningPid } from './processes.mjs';
import { writeJson } from './project.mjs';
import { SERVICES } from './stack-state.mjs';

/**
 * What somebody (or a test) needs to use a running stack; `demo.json` holds it.
 *
 * @typedef {object} Demo
 * @property {string} siteUrl
 * @property {string} sidecarUrl
 * @property {string} stripeUrl of the local Stripe, or Stripe's dashboard
 * @property {string} courseUrl
 * @property {string} dashboardUrl
 * @property {{ login: string, password: string, role: string, name: string, id: number }[]} users
 * @property {{ host: string, port: number, name: string, user: string, password: string, prefix: string }} db
 * @property {string | null} sidecarSecret that the plugin signs with
 * @property {string[]} webhookSecrets
 * @property {Record<string, number>} pids by service
 * @property {string} [stripeSecretKey] of the local Stripe only
 * @property {string} directory of the stack
 * @property {string} wordpressDir
 * @property {string} debugLog WordPress's
 * @property {string} logs folder
 * @property {string} mail folder of the mails that the site "sent", one JSON file each
 */

/**
 * @param {import('./stack-settings.mjs').StackSettings} stack
 * @returns {Demo}
 */
export function writeDemoFile({ directory, state, wordpress, sidecarUrl, stripe, places }) {
	const local = stripe.kind === 'local';
	/** @type {Demo} */
	const demo = {
		siteUrl: wordpress.siteUrl,
		sidecarUrl,
		stripeUrl: local ? `http://127.0.0.1:${state.ports.stripe}` : 'https://dashboard.stripe.com/test',
		courseUrl: `${wordpress.siteUrl}${state.content?.coursePath ?? '/'}`,
		dashboardUrl: `${wordpress.siteUrl}${state.content?.dashboardPath ?? '/'}`,
		users: USERS.map(({ login, name, role }) => ({
			login,
			password: state.demoPassword,
			role,
			name,
			id: state.wordpress?.userIds[login] ?? 0,
		})),
		db: wordpress.database,
		sidecarSecret: state.wordpress?.secret ?? null,
		webhookSecrets: stripe.webhookSecrets,
		pids: Object.fromEntries(
			SERVICES.flatMap((name) => {
				const pid = runningPid(places.run, name);
				return pid === undefined ? [] : [[name, pid]];
			}),
		),
		...(local ? { stripeSecretKey: stripe.secretKey } : {}),
		directory,
		wordpressDir: wordpress.directory,
		debugLog: wordpress.debugLog,
		logs: places.logs,
		mail: wordpress.mail,
	};
	writeJson(join(directory, 'demo.json'), demo);
	return demo;
}
