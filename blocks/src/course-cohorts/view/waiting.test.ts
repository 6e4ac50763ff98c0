import { waitFor } from '@testing-library/dom';
import { buildCohort, printFullList, printList } from '../../../test/course-cohorts-page';
import { posts, refusal, serve } from '../../../test/course-cohorts-site';
import { startList } from './list';

const PAGE = 'https://example.test/course/?utm=x';
const JOINED: [number, unknown] = [200, { onWaitingList: true }];
const LEFT: [number, unknown] = [200, { onWaitingList: false }];

const start = (root = printFullList()) => {
	const browser = { here: () => PAGE, goTo: jest.fn(), replaceAddress: jest.fn() };
	startList(root, browser);
	return browser;
};

const card = (id = 11) => document.getElementById(`cohort-${id}`)!;
const part = (name: string, id = 11) => card(id).querySelector(`.cohort-enrollment-cohort__${name}`);
const button = (id = 11) => part('waiting', id) as HTMLElement;
const settled = () => waitFor(() => expect(card()).not.toHaveAttribute('aria-busy'));

test('case 20: one click puts a student on the waiting list, and says what that means', async () => {
	const calls = serve({ waiting: [JOINED] });
	start();
	button().focus();
	button().click();
	await settled();
	const [post, ...others] = posts(calls);
	expect(others).toEqual([]);
	expect(post?.url).toMatch(/\/cohorts\/11\/waiting-list$/);
	expect(post?.init.headers).toMatchObject({ 'X-WP-Nonce': 'abc123' });
	expect(JSON.parse(post?.init.body as string)).toEqual({ returnPath: '/course/?utm=x#cohort-11' });
	expect(part('waiting-note')).toHaveTextContent('You wait.');
	expect(part('waiting-note')).toHaveAttribute('role', 'status');
	expect(button()).toHaveTextContent('Leave');
	expect(button()).toHaveFocus();
	expect(button()).not.toHaveAttribute('aria-disabled');
	expect(part('waiting-note', 12)).toBeEmptyDOMElement();
});

test('the next click takes the student off again, also where no DELETE gets through', async () => {
	const calls = serve({ waiting: [JOINED, LEFT, JOINED] });
	start();
	button().click();
	await settled();
	button().click();
	await settled();
	expect(posts(calls)[1]?.init).toMatchObject({ headers: { 'X-HTTP-Method-Override': 'DELETE' } });
	expect(button()).toHaveTextContent('Join');
	expect(part('waiting-note')).toBeEmptyDOMElement();
	expect(part('progress')).toHaveTextContent('You do not wait.');
	button().click();
	await settled();
	expect(part('progress')).toBeEmptyDOMElement();
	expect(button()).toHaveTextContent('Leave');
});

test('shows that it is busy, and sends one request however often it is pressed', async () => {
	const calls = serve({ waiting: [JOINED] });
	start();
	button().click();
	button().click();
	button(12).click();
	expect(card()).toHaveAttribute('aria-busy', 'true');
	expect(button()).toHaveAttribute('aria-disabled', 'true');
	expect(button()).toHaveTextContent('One moment…');
	await settled();
	expect(posts(calls)).toHaveLength(1);
	button(12).click();
	await waitFor(() => expect(posts(calls)).toHaveLength(2));
});

test('a cohort with a free seat gives its enroll button instead, and the focus to the card', async () => {
	serve({ waiting: [refusal(409, 'cohort_not_full')], cohorts: [[buildCohort({ seatsLeft: 1 })]] });
	start();
	button().focus();
	button().click();
	await settled();
	expect(part('refusal')).toHaveTextContent('There is a free seat.');
	expect(part('enroll')).toHaveTextContent('Enroll');
	expect(button()).toBeNull();
	expect(card()).toHaveFocus();
	await waitFor(() => expect(part('seats')).toHaveTextContent('1 seat left'));
});

test.each([
	['already_enrolled', refusal(409, 'already_enrolled'), 'enrolled_elsewhere', 'You already have it.'],
	['deadline_passed', refusal(409, 'deadline_passed'), 'deadline_passed', 'The deadline has passed.'],
])('%s is news of the cohort, and the card takes it over', async (_, answer, state, words) => {
	serve({ waiting: [answer] });
	start();
	button().click();
	await settled();
	expect(card()).toHaveAttribute('data-state', state);
	expect(part('refusal')).toHaveTextContent(words);
	expect(button()).toBeNull();
});

test.each([
	['the sidecar is down', refusal(503, 'sidecar_unavailable')],
	['the connection breaks', new TypeError('Failed to fetch')],
	['an unknown code', refusal(500, 'made_up')],
] as [string, [number, unknown] | Error][])(
	'says nothing of money when it did not work, and can be pressed again: %s',
	async (_, answer) => {
		const calls = serve({ waiting: [answer, JOINED] });
		start();
		button().click();
		await settled();
		expect(part('refusal')).toHaveTextContent('Waiting did not work.');
		expect(button()).toHaveTextContent('Join');
		button().click();
		await settled();
		expect(part('refusal')).toBeEmptyDOMElement();
		expect(posts(calls)).toHaveLength(2);
	},
);

test('sends a visitor to the login and back to the same cohort', async () => {
	const calls = serve({ nonce: '0' });
	const { goTo } = start(printFullList('waiting-login'));
	button(12).click();
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	const login = new URL(String(goTo.mock.calls[0]?.[0]));
	expect(login.searchParams.get('redirect_to')).toBe('https://example.test/course/?utm=x#cohort-12');
	expect(posts(calls)).toHaveLength(0);
});

test('puts a student on the list who sees the cached page of a visitor, and gives a button to leave it', async () => {
	serve({ waiting: [JOINED] });
	const { goTo } = start(printFullList('waiting-login'));
	button().focus();
	button().click();
	await settled();
	expect(goTo).not.toHaveBeenCalled();
	expect(button().tagName).toBe('BUTTON');
	expect(button()).toHaveTextContent('Leave');
	expect(button()).toHaveFocus();
});

test('a cohort that turns out to be full offers its waiting list, as it is for this student', async () => {
	const full = buildCohort({ availability: 'full', seatsLeft: 0, onWaitingList: true });
	serve({ enroll: refusal(409, 'cohort_full'), waiting: [LEFT], cohorts: [[full]] });
	start(printList());
	(part('enroll') as HTMLElement).click();
	await settled();
	expect(part('state')).toHaveTextContent('This cohort is full.');
	await waitFor(() => expect(button()).toHaveTextContent('Leave'));
	expect(part('waiting-note')).toHaveTextContent('You wait.');
	button().click();
	await waitFor(() => expect(button()).toHaveTextContent('Join'));
});
