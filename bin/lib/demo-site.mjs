/** What the demo's WordPress is called and who lives there. */

export const TITLE = 'Riverside Academy';
export const TAGLINE = 'Small courses, real teachers, one cohort at a time';

/** Of the folder and the main file. */
export const PLUGIN = 'cohort-enrollment/cohort-enrollment.php';

export const THEME = 'twentytwentyfive';

/**
 * @typedef {object} DemoUser
 * @property {string} login
 * @property {string} name
 * @property {'administrator' | 'editor' | 'subscriber'} role of WordPress; a student is a subscriber
 * @property {string} email
 * @property {string} [hint] for whoever tries the demo
 */

/** @type {readonly DemoUser[]} */
export const USERS = [
	{ login: 'admin', name: 'Avery Admin', role: 'administrator', email: 'admin@example.test' },
	{ login: 'edith', name: 'Edith Marlow', role: 'editor', email: 'edith@example.test' },
	{
		login: 'ada',
		name: 'Ada Okafor',
		role: 'subscriber',
		email: 'ada@example.test',
		hint: 'has no course yet',
	},
	{ login: 'ben', name: 'Ben Hartmann', role: 'subscriber', email: 'ben@example.test' },
	{ login: 'chioma', name: 'Chioma Eze', role: 'subscriber', email: 'chioma@example.test' },
	{ login: 'diego', name: 'Diego Ramos', role: 'subscriber', email: 'diego@example.test' },
	{ login: 'elif', name: 'Elif Kaya', role: 'subscriber', email: 'elif@example.test' },
];
