import { waitFor } from '@testing-library/dom';
import { buildCohort, printList } from '../../../test/course-cohorts-page';
import { CHECKOUT, posts, refusal, serve } from '../../../test/course-cohorts-site';
import { comeBack } from '../../../test/rest';
import { startList } from './list';

const PAGE = 'https://example.test/course/?utm=x';
const start = ({ page = PAGE, kind }: { page?: string; kind?: 'button' | 'login' } = {}) => {
	const browser = { here: () => page, goTo: jest.fn(), replaceAddress: jest.fn() };
	startList(printList(kind), browser);
	return browser;
};

const card = (id = 11) => document.getElementById(`cohort-${id}`)!;
const part = (name: string, id = 11) => card(id).querySelector(`.cohort-enrollment-cohort__${name}`);
const button = (id = 11) => part('enroll', id) as HTMLElement;
const settled = () => waitFor(() => expect(card()).not.toHaveAttribute('aria-busy'));

beforeEach(() => {
	Element.prototype.scrollIntoView = jest.fn();
});

test('enrolls with a fresh nonce and goes to Stripe', async () => {
	const calls = serve({});
	const { goTo } = start();
	button().click();
	await waitFor(() => expect(goTo).toHaveBeenCalledWith(CHECKOUT.url));
	const [post] = posts(calls);
	expect(post?.url).toMatch(/\/cohorts\/11\/enroll$/);
	expect(post?.init.headers).toMatchObject({ 'X-WP-Nonce': 'abc123' });
	expect(calls[0]?.init).toMatchObject({ cache: 'no-store', credentials: 'same-origin' });
});

test('lets Stripe send the student back to this page and this cohort', async () => {
	const calls = serve({});
	const { goTo } = start();
	button(12).click();
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	expect(JSON.parse(posts(calls)[0]?.init.body as string)).toEqual({
		cancelPath: '/course/?utm=x&enrollment=cancelled&cohort=12',
	});
});

test('shows that it is busy, and keeps the focus on the button', async () => {
	serve({});
	const { goTo } = start();
	button().focus();
	button().click();
	expect(card()).toHaveAttribute('aria-busy', 'true');
	expect(button()).toHaveTextContent('One moment…');
	expect(button()).toHaveFocus();
	expect(part('progress')).toHaveTextContent('We are reserving your seat…');
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	expect(part('progress')).toHaveTextContent('Your seat is reserved.');
});

test('sends one request however often and wherever it is pressed', async () => {
	const calls = serve({});
	const { goTo } = start();
	button().click();
	button().click();
	button(12).click();
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	button().click();
	expect(posts(calls)).toHaveLength(1);
	expect(goTo).toHaveBeenCalledTimes(1);
});

test("sends a visitor to the login and back to the same cohort, whatever the cached page's own link says", async () => {
	const calls = serve({ nonce: '0' });
	const { goTo } = start({ kind: 'login' });
	button(12).click();
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	const login = new URL(String(goTo.mock.calls[0]?.[0]));
	expect(login.pathname).toBe('/wp-login.php');
	expect(login.searchParams.get('redirect_to')).toBe('https://example.test/course/?utm=x#cohort-12');
	expect(posts(calls)).toHaveLength(0);
});

test('enrolls a student at once who sees the cached page of a visitor', async () => {
	serve({});
	const { goTo } = start({ kind: 'login' });
	button().click();
	await waitFor(() => expect(goTo).toHaveBeenCalledWith(CHECKOUT.url));
});

test('leaves a link alone that is to open in a new tab', () => {
	const calls = serve({});
	start({ kind: 'login' });
	const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
	document.addEventListener('click', (event) => event.preventDefault(), { once: true });
	button().dispatchEvent(click);
	expect(calls).toHaveLength(0);
});

test('goes to the login when it ended between nonce and request', async () => {
	serve({ enroll: refusal(401, 'login_required') });
	const { goTo } = start();
	button().click();
	await waitFor(() => expect(goTo).toHaveBeenCalledWith(expect.stringContaining('wp-login.php')));
});

test('a token that plugin and sidecar quarrel about is not a missing login', async () => {
	serve({ enroll: refusal(401, 'invalid_token') });
	const { goTo } = start();
	button().click();
	await settled();
	expect(goTo).not.toHaveBeenCalled();
	expect(part('refusal')).toHaveTextContent('Something went wrong.');
});

test.each([
	['cohort_full', 409, 'full', 'Somebody took the last seat.', 'This cohort is full.'],
	['deadline_passed', 409, 'deadline_passed', 'The deadline has passed.', 'Enrollment has closed.'],
	['already_enrolled', 409, 'enrolled_elsewhere', 'You already have it.', 'You already have this course.'],
	['cohort_not_found', 404, 'inactive', 'Something went wrong.', 'Not available.'],
	['price_unavailable', 409, 'no_price', 'Something went wrong.', 'Not available.'],
])('%s is said in words, and the card takes it over', async (code, status, state, words, inPlace) => {
	serve({ enroll: refusal(status, code) });
	start();
	button().focus();
	button().click();
	await settled();
	expect(part('refusal')).toHaveTextContent(words);
	expect(card()).toHaveAttribute('data-state', state);
	expect(part('state')).toHaveTextContent(inPlace);
	expect(card()).toHaveFocus();
});

test('leads somebody who has the course to their courses', async () => {
	serve({ enroll: refusal(409, 'already_enrolled') });
	start();
	button().click();
	await settled();
	expect(part('dashboard')).toHaveAttribute('href', 'https://example.test/my-courses/');
});

test.each([
	['sidecar_unavailable', refusal(503, 'sidecar_unavailable'), 'Not possible right now.'],
	['an unknown code', refusal(500, 'made_up'), 'Something went wrong.'],
	['an answer without JSON', [502, undefined] as [number, unknown], 'Something went wrong.'],
	['a broken connection', new TypeError('Failed to fetch'), 'No answer.'],
	['a bad address', [200, { url: 'javascript:alert(1)' }] as [number, unknown], 'Something went wrong.'],
])('after %s the button can be pressed again', async (_, enroll, words) => {
	const calls = serve({ enroll });
	const { goTo } = start();
	button().click();
	await settled();
	expect(part('refusal')).toHaveTextContent(words);
	expect(button()).toHaveTextContent('Enroll');
	button().click();
	expect(part('refusal')).toBeEmptyDOMElement();
	await waitFor(() => expect(posts(calls)).toHaveLength(2));
	await settled();
	expect(goTo).not.toHaveBeenCalled();
});

test('tells a request that took too long from a broken connection', async () => {
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
	serve({});
	globalThis.fetch = jest.fn(() => Promise.reject(new DOMException('', 'TimeoutError')));
	start();
	button().click();
	await settled();
	expect(part('refusal')).toHaveTextContent('That took too long.');
	jest.restoreAllMocks();
});

test('does not ask a broken sidecar once more by itself', async () => {
	const calls = serve({ enroll: refusal(503, 'sidecar_unavailable') });
	start();
	button().click();
	await settled();
	expect(calls.filter(({ url, init }) => url.endsWith('/cohorts') && !init.method)).toHaveLength(1);
});

test('brings the seats of all cards up to date, whatever the cached page says', async () => {
	serve({
		enroll: refusal(409, 'cohort_full'),
		cohorts: [
			[
				buildCohort({ id: 11, availability: 'full', seatsLeft: 0 }),
				buildCohort({ id: 12, seatsLeft: 2 }),
				buildCohort({ id: 13, availability: 'full', seatsLeft: 0 }),
			],
		],
	});
	start();
	button().click();
	await settled();
	await waitFor(() => expect(part('seats', 12)).toHaveTextContent('2 seats left'));
	expect(card(11)).toHaveAttribute('data-state', 'full');
	expect(card(13)).toHaveAttribute('data-state', 'enrolled');
});

test('a cohort that is open again gets its button back', async () => {
	serve({
		enroll: refusal(409, 'cohort_full'),
		cohorts: [[buildCohort({ availability: 'full', seatsLeft: 0 })], [buildCohort({ seatsLeft: 1 })]],
	});
	start();
	button().click();
	await waitFor(() => expect(part('seats')).toHaveTextContent('1 seat left'));
	expect(button()).toHaveTextContent('Enroll');
	expect(button()).toHaveAttribute('type', 'button');
});

test('the back button from Stripe finds a button that can be pressed', async () => {
	const calls = serve({});
	const { goTo } = start();
	button().click();
	await waitFor(() => expect(goTo).toHaveBeenCalled());
	comeBack();
	expect(card()).not.toHaveAttribute('aria-busy');
	expect(button()).toHaveTextContent('Enroll');
	expect(part('progress')).toBeEmptyDOMElement();
	button().click();
	await waitFor(() => expect(posts(calls)).toHaveLength(2));
});

test('coming back from a cancelled checkout is calm news at its cohort, told once', () => {
	serve({});
	const { replaceAddress } = start({
		page: 'https://example.test/course/?enrollment=cancelled&cohort=12&utm=x',
	});
	expect(part('progress', 12)).toHaveTextContent('Nothing was charged.');
	expect(card(12)).toHaveFocus();
	expect(replaceAddress).toHaveBeenCalledWith('https://example.test/course/?utm=x');
});

test('coming back from the login puts the cohort in view and in focus', () => {
	serve({});
	start({ page: 'https://example.test/course/#cohort-12' });
	expect(card(12)).toHaveFocus();
	expect(Element.prototype.scrollIntoView).toHaveBeenCalled();
});

test('an ordinary visit moves no focus and asks for nothing', () => {
	const calls = serve({});
	start();
	expect(document.body).toHaveFocus();
	expect(calls).toHaveLength(0);
});
