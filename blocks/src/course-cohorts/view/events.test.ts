import { waitFor } from '@testing-library/dom';
import { printFullList, printList } from '../../../test/course-cohorts-page';
import { CHECKOUT, posts, refusal, serve } from '../../../test/course-cohorts-site';
import { startList } from './list';

const PREFIX = 'cohort-enrollment/';
const NAMES = ['enroll', 'redirect', 'waiting-list', 'error'] as const;
type Name = (typeof NAMES)[number];

/** Starts a list and hears at the document, as another script of the page would. */
const start = (root = printList(), cancelled: Name[] = []) => {
	const told: [Name, unknown][] = [];
	for (const name of NAMES) {
		root.ownerDocument.body.addEventListener(`${PREFIX}${name}`, (event) => {
			told.push([name, (event as CustomEvent).detail]);
			if (cancelled.includes(name)) {
				event.preventDefault();
			}
		});
	}
	const goTo = jest.fn();
	startList(root, { here: () => 'https://example.test/course/', goTo, replaceAddress: jest.fn() });
	return { told, goTo };
};

const press = (selector: string, id = 11) =>
	document.querySelector<HTMLElement>(`#cohort-${id} .cohort-enrollment-cohort__${selector}`)!.click();

const cohort = (cohortId: number) => ({ courseCode: 'DATA', cohortId });

beforeEach(() => {
	// Listeners of the test before must not hear this one.
	document.body.replaceWith(document.createElement('body'));
});

test('tells the page that somebody enrolls, and where the browser goes', async () => {
	serve({});
	const { told, goTo } = start();
	press('enroll');
	await waitFor(() => expect(goTo).toHaveBeenCalledWith(CHECKOUT.url));
	expect(told).toEqual([
		['enroll', cohort(11)],
		['redirect', { ...cohort(11), url: CHECKOUT.url, to: 'payment' }],
	]);
});

test('asks nothing of the site when the page cancels enrolling, and lets it be pressed again', () => {
	const calls = serve({});
	const { told } = start(printList(), ['enroll']);
	press('enroll');
	press('enroll', 12);
	expect(calls).toHaveLength(0);
	expect(document.querySelector('[aria-busy]')).toBeNull();
	expect(told).toEqual([
		['enroll', cohort(11)],
		['enroll', cohort(12)],
	]);
});

test('a second press while the first is under way is no news', async () => {
	serve({});
	const { told, goTo } = start();
	press('enroll');
	press('enroll', 12);
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	expect(told.filter(([name]) => name === 'enroll')).toHaveLength(1);
});

test('leaves the way to payment to whoever cancels it', async () => {
	const calls = serve({});
	const { told, goTo } = start(printList(), ['redirect']);
	press('enroll');
	await waitFor(() => expect(told).toHaveLength(2));
	expect(posts(calls)).toHaveLength(1);
	expect(goTo).not.toHaveBeenCalled();
});

test('a free course leads to the success page', async () => {
	const url = 'https://example.test/your-enrollment/?package_id=1';
	serve({ enroll: [200, { sessionId: null, url, expiresAt: null }] });
	const { told, goTo } = start();
	press('enroll');
	await waitFor(() => expect(goTo).toHaveBeenCalledWith(url));
	expect(told[1]).toEqual(['redirect', { ...cohort(11), url, to: 'success' }]);
});

test('a visitor is led to the login page', async () => {
	serve({ nonce: '0' });
	const { told, goTo } = start(printList('login'));
	press('enroll', 12);
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	expect(told[1]).toEqual([
		'redirect',
		{ ...cohort(12), url: expect.stringContaining('wp-login.php'), to: 'login' },
	]);
});

test('tells why enrolling was refused', async () => {
	serve({ enroll: refusal(409, 'cohort_full') });
	const { told } = start();
	press('enroll');
	await waitFor(() => expect(told).toHaveLength(2));
	expect(told[1]).toEqual(['error', { code: 'cohort_full', cohortId: 11 }]);
});

test('tells who joins a waiting list and who leaves it', async () => {
	serve({
		waiting: [
			[200, { onWaitingList: true }],
			[200, { onWaitingList: false }],
		],
	});
	const { told } = start(printFullList());
	press('waiting');
	await waitFor(() => expect(told).toHaveLength(1));
	press('waiting');
	await waitFor(() => expect(told).toHaveLength(2));
	expect(told).toEqual([
		['waiting-list', { ...cohort(11), isWaiting: true }],
		['waiting-list', { ...cohort(11), isWaiting: false }],
	]);
});
