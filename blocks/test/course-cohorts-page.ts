import type { Cohort } from '@cohort-enrollment/sidecar/contract';
import type { ViewSettings } from '../src/course-cohorts/view/settings';

/** What render.php and Enroll_Words print, shortened. */
export const SETTINGS: ViewSettings = {
	courseCode: 'DATA',
	enrollUrl: 'https://example.test/wp-json/cohort-enrollment/v1/course-programs/DATA/cohorts',
	nonceUrl: 'https://example.test/wp-admin/admin-ajax.php?action=rest-nonce',
	loginUrl: 'https://example.test/wp-login.php?redirect_to=https%3A%2F%2Fexample.test%2Fcourse%2F',
	dashboardUrl: 'https://example.test/my-courses/',
	words: {
		states: {
			full: 'This cohort is full.',
			deadline_passed: 'Enrollment has closed.',
			no_price: 'Not available.',
			inactive: 'Not available.',
			enrolled: 'You are enrolled.',
			enrolled_elsewhere: 'You already have this course.',
		},
		errors: {
			cohort_not_full: 'There is a free seat.',
			cohort_full: 'Somebody took the last seat.',
			deadline_passed: 'The deadline has passed.',
			already_enrolled: 'You already have it.',
			checkout_in_progress: 'A payment is under way.',
			sidecar_unavailable: 'Not possible right now.',
			network: 'No answer.',
			timeout: 'That took too long.',
			unknown: 'Something went wrong.',
		},
		seats: { 1: '1 seat left', 2: '2 seats left' },
		busy: 'One moment…',
		preparing: 'We are reserving your seat…',
		opening: 'Your seat is reserved.',
		cancelled: 'Nothing was charged.',
		dashboard: 'Go to my courses',
		waiting: { note: 'You wait.', left: 'You do not wait.', failed: 'Waiting did not work.' },
	},
};

const action = (kind: 'button' | 'login' | 'waiting' | 'waiting-login' | 'text'): string => {
	switch (kind) {
		case 'button':
			return '<button type="button" class="cohort-enrollment-cohort__enroll">Enroll</button>';
		case 'login':
			return '<a class="cohort-enrollment-cohort__enroll" href="https://example.test/wp-login.php">Log in to enroll</a>';
		case 'waiting':
			return `<p class="cohort-enrollment-cohort__state">This cohort is full.</p>
				<p class="cohort-enrollment-cohort__waiting-note" role="status"></p>
				<button type="button" class="cohort-enrollment-cohort__waiting" data-waiting="false">Join</button>`;
		case 'waiting-login':
			return `<p class="cohort-enrollment-cohort__state">This cohort is full.</p>
				<p class="cohort-enrollment-cohort__waiting-note" role="status"></p>
				<a class="cohort-enrollment-cohort__waiting" href="https://example.test/wp-login.php">Log in to join</a>`;
		default:
			return '<p class="cohort-enrollment-cohort__state">You are enrolled.</p>';
	}
};

const card = (id: number, state: string, kind: Parameters<typeof action>[0]): string => `
	<li id="cohort-${id}" data-cohort-id="${id}" data-state="${state}" data-label="Enroll" data-join="Join" data-leave="Leave" tabindex="-1">
		<p class="cohort-enrollment-cohort__seats"></p>
		<div class="cohort-enrollment-cohort__action">${action(kind)}</div>
		<p class="cohort-enrollment-cohort__progress" role="status"></p>
		<p class="cohort-enrollment-cohort__refusal" role="alert"></p>
	</li>`;

const print = (cards: string): HTMLElement => {
	document.body.innerHTML = `<div class="wp-block-cohort-enrollment-course-cohorts"><ul>${cards}</ul></div>`;
	const root = document.body.firstElementChild as HTMLElement;
	root.dataset.settings = JSON.stringify(SETTINGS);
	return root;
};

/** Puts a list into the page: cohorts 11 and 12 are open, 13 is the student's own. */
export const printList = (kind: 'button' | 'login' = 'button'): HTMLElement =>
	print(card(11, 'open', kind) + card(12, 'open', kind) + card(13, 'enrolled', 'text'));

/** Puts a list into the page whose cohorts 11 and 12 are full. */
export const printFullList = (kind: 'waiting' | 'waiting-login' = 'waiting'): HTMLElement =>
	print(card(11, 'full', kind) + card(12, 'full', kind));

/** A cohort as `GET …/cohorts` tells it. */
export const buildCohort = (overrides: Partial<Cohort> = {}): Cohort => ({
	id: 11,
	name: 'Winter Cohort',
	startDate: '2027-01-11',
	endDate: '2027-03-05',
	timezone: 'America/New_York',
	enrollmentDeadline: null,
	price: { amount: 49000, currency: 'usd' },
	seatsLeft: 9,
	availability: 'open',
	onWaitingList: false,
	...overrides,
});
