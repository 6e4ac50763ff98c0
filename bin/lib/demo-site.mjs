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
	{ login: 'admin', name: 'Avery Admin', role: 'administrator', email: 'admin@riverside.example' },
	{ login: 'edith', name: 'Edith Marlow', role: 'editor', email: 'edith@riverside.example' },
	{
		login: 'ada',
		name: 'Ada Okafor',
		role: 'subscriber',
		email: 'ada@riverside.example',
		hint: 'has no course yet',
	},
	{ login: 'ben', name: 'Ben Hartmann', role: 'subscriber', email: 'ben@riverside.example' },
	{ login: 'chioma', name: 'Chioma Eze', role: 'subscriber', email: 'chioma@riverside.example' },
	{ login: 'diego', name: 'Diego Ramos', role: 'subscriber', email: 'diego@riverside.example' },
	{ login: 'elif', name: 'Elif Kaya', role: 'subscriber', email: 'elif@riverside.example' },
];
