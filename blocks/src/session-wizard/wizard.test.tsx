import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EnrollmentState, RefundReason } from '@cohort-enrollment/sidecar/contract';
import {
	buildBookedStep,
	buildEnrollment,
	buildOption,
	buildSettings,
	buildStep,
	buildSteps,
} from '../../test/builders';
import { answerRest, comeBack, Later, Refused } from '../../test/rest';
import type { PageSettings } from '../shared/settings';
import type { Target } from './target';
import { Wizard } from './wizard';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const SESSION: Target = { kind: 'session', sessionId: 'cs_test_1' };
const PACKAGE: Target = { kind: 'package', packageId: 12 };
const ENROLLMENT = '/enrollment/session/cs_test_1';
const STEPS = '/students/me/course-packages/12/unbooked-steps';
const BOOK = '/students/me/course-packages/12/book-sessions';

const show = (target: Target | null, settings: Partial<PageSettings> = {}) => {
	const goTo = jest.fn();
	const view = render(<Wizard target={target} settings={buildSettings(settings)} goTo={goTo} />);
	return { goTo, ...view };
};

const heading = (name: string) => screen.findByRole('heading', { name });
const group = (name: RegExp) => screen.getByRole('group', { name });
const confirm = () => screen.getByRole('button', { name: 'Confirm' });

const saved = (overrides = {}) => ({
	autoBooked: [],
	manualSelections: [],
	booked: [buildBookedStep({ stepId: 3 })],
	conflicts: [],
	remaining: 1,
	...overrides,
});

const fullClass = (overrides = {}) => ({
	courseStepId: 3,
	courseStepOptionId: 31,
	reason: 'class_full',
	alternatives: [buildOption({ courseStepOptionId: 33, groupClassName: 'New group' })],
	...overrides,
});

describe('while it is not clear how the payment went', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	test('asks again until the enrollment is there, then shows the steps', async () => {
		const processing = buildEnrollment({ state: 'processing', packageId: null });
		answerRest({ [ENROLLMENT]: [processing, processing, buildEnrollment()], [STEPS]: [buildSteps()] });
		show(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(3_000));
		await heading('You are enrolled. Choose your times');
	});

	test('stops asking after half a minute, and starts again on demand', async () => {
		const asked = answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'processing' })] });
		show(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(31_000));
		await heading('This takes longer than usual');
		const before = asked.length;
		await act(() => jest.advanceTimersByTimeAsync(60_000));
		expect(asked).toHaveLength(before);
		act(() => screen.getByRole('button', { name: 'Check again' }).click());
		await act(() => jest.advanceTimersByTimeAsync(1_500));
		expect(asked.length).toBeGreaterThan(before);
		expect(screen.getByRole('heading')).toHaveTextContent('Your payment is being processed');
	});

	test('a connection that breaks meanwhile costs nobody the screen', async () => {
		answerRest({
			[ENROLLMENT]: [
				buildEnrollment({ state: 'processing' }),
				new Refused('sidecar_unavailable'),
				buildEnrollment(),
			],
			[STEPS]: [buildSteps()],
		});
		show(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(1_100));
		expect(screen.getByRole('heading')).toHaveTextContent('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(2_000));
		await heading('You are enrolled. Choose your times');
	});

	test('asks no more once the page is gone', async () => {
		const asked = answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'processing' })] });
		const { unmount } = show(SESSION);
		await heading('Your payment is being processed');
		unmount();
		await jest.advanceTimersByTimeAsync(30_000);
		expect(asked).toHaveLength(1);
	});
});

describe('when the checkout became no enrollment', () => {
	test.each([
		['refund_pending', 'cohort_full', 'Your money is on its way back', /last seat .* taken/],
		['refunded', 'already_enrolled', 'Your payment was refunded', /already have this course/],
		[
			'refund_failed',
			'cohort_inactive',
			'We are looking after your refund',
			/closed while you were paying/,
		],
		['cancelled', 'payment_reversed', 'This enrollment was cancelled', /bank took the payment back/],
		['expired', null, 'The time to pay has run out', /Nothing was charged/],
		['failed', null, 'The payment did not go through', /Nothing was charged/],
		['awaiting_payment', null, 'Your bank is on it', /needs a few days/],
	] as [EnrollmentState, RefundReason | null, string, RegExp][])(
		'says so plainly: %s because of %s',
		async (state, reason, title, words) => {
			answerRest({ [ENROLLMENT]: [buildEnrollment({ state, reason, packageId: null })] });
			show(SESSION);
			await heading(title);
			expect(screen.getByText(words)).toBeVisible();
			expect(screen.getByText('Winter Cohort')).toBeVisible();
		},
	);

	test.each(['failed', 'expired'] as const)(
		'leads back to the course for another try: %s',
		async (state) => {
			const enrollment = buildEnrollment({ state, packageId: null });
			answerRest({ [ENROLLMENT]: [enrollment] });
			show(SESSION);
			const link = await screen.findByRole('link', { name: 'Back to the course' });
			expect(link).toHaveAttribute('href', enrollment.returnUrl);
		},
	);

	test('leads to the front page after a refund, and when nobody knows where the student began', async () => {
		for (const enrollment of [
			buildEnrollment({ state: 'refunded', reason: 'cohort_full' }),
			buildEnrollment({ state: 'failed', returnUrl: null }),
		]) {
			answerRest({ [ENROLLMENT]: [enrollment] });
			const { unmount } = show(SESSION);
			const link = await screen.findByRole('link', { name: 'Go to the front page' });
			expect(link).toHaveAttribute('href', buildSettings().homeUrl);
			unmount();
		}
	});

	test('shows a reason that it does not know without breaking', async () => {
		const reason = 'made_up' as RefundReason;
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'refunded', reason })] });
		show(SESSION);
		await heading('Your payment was refunded');
	});
});

describe('when there is nothing to show', () => {
	test('sends somebody who is logged out to the login and back to this very address', async () => {
		window.history.replaceState(null, '', '/your-enrollment/?session_id=cs_test_1');
		answerRest({ [ENROLLMENT]: [new Refused('login_required')] });
		show(SESSION);
		await heading('Please log in');
		const login = new URL(screen.getByRole('link', { name: 'Log in' }).getAttribute('href')!);
		expect(login.searchParams.get('redirect_to')).toBe(window.location.href);
	});

	test.each([
		[SESSION, 'session_not_found'],
		[PACKAGE, 'package_not_found'],
	] as const)('says that something is not among the own enrollments: %o', async (target, code) => {
		answerRest({ [ENROLLMENT]: [new Refused(code)], [STEPS]: [new Refused(code)] });
		show(target);
		await heading('Nothing found here');
		expect(screen.getByRole('link', { name: 'Go to my courses' })).toHaveAttribute(
			'href',
			'https://example.test/my-courses/',
		);
	});

	test('offers no second try for a course that was given back', async () => {
		answerRest({ [STEPS]: [new Refused('package_not_active')] });
		show(PACKAGE);
		await heading('Nothing to book here');
		expect(screen.queryByRole('button')).not.toBeInTheDocument();
		expect(screen.getByText(/not active any more/)).toBeVisible();
	});

	test('asks nobody when the address points at nothing', async () => {
		const asked = answerRest({});
		show(null);
		await heading('Nothing found here');
		act(comeBack);
		expect(asked).toHaveLength(0);
	});

	test('offers another try while the sidecar is down, and goes on when it is up', async () => {
		answerRest({ [STEPS]: [new Refused('sidecar_unavailable'), buildSteps()] });
		show(PACKAGE);
		await heading('Not available right now');
		await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
		await heading('Choose your times');
	});

	test('does not hang when an enrollment comes without its package', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ packageId: null })] });
		show(SESSION);
		await heading('That did not work');
	});

	test('says that everything is booked', async () => {
		answerRest({ [STEPS]: [buildSteps({ steps: [] })] });
		show(PACKAGE);
		await heading('Everything is booked');
		expect(screen.getByText('Kick-off')).toBeVisible();
	});
});

describe('choosing', () => {
	test('lists what is booked and offers each other step in order', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		await heading('Choose your times');
		expect(screen.getByText('Already booked')).toBeVisible();
		expect(screen.getByText('Kick-off')).toBeVisible();
		const groups = screen.getAllByRole('group').filter(({ tagName }) => tagName === 'FIELDSET');
		expect(groups.map((element) => element.querySelector('legend')?.textContent)).toEqual([
			'Step 3 Your first chart',
			'Step 4 Draft review',
		]);
		expect(within(group(/Your first chart/)).getAllByRole('radio')).toHaveLength(2);
	});

	test('moves the focus to the heading of a new screen', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		expect(await heading('Choose your times')).toHaveFocus();
	});

	test('leaves the focus where somebody is already working', async () => {
		const elsewhere = document.body.appendChild(document.createElement('button'));
		elsewhere.focus();
		answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		await heading('Choose your times');
		expect(elsewhere).toHaveFocus();
		elsewhere.remove();
	});

	test('works by keyboard alone', async () => {
		const user = userEvent.setup();
		const asked = answerRest({ [STEPS]: [buildSteps()], [BOOK]: [saved()] });
		show(PACKAGE);
		await heading('Choose your times');
		await user.tab();
		await user.tab();
		const [first, second] = within(group(/Your first chart/)).getAllByRole('radio');
		expect(first).toHaveFocus();
		await user.keyboard('{ArrowDown}');
		expect(second).toBeChecked();
		expect(screen.getByText('1 of 2 chosen')).toBeVisible();
		await user.keyboard('{Enter}');
		await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
	});

	test('does not let a full class be chosen', async () => {
		const options = [buildOption({ availableSeats: 0 }), buildOption({ courseStepOptionId: 32 })];
		answerRest({ [STEPS]: [buildSteps({ steps: [buildStep({ options })] })] });
		show(PACKAGE);
		await heading('Choose your times');
		const [full, free] = screen.getAllByRole('radio');
		expect(full).toBeDisabled();
		expect(free).toBeEnabled();
		expect(screen.getByText('Full')).toBeVisible();
	});

	test('says so when a step has no free class at all', async () => {
		const options = [buildOption({ availableSeats: 0 })];
		answerRest({ [STEPS]: [buildSteps({ steps: [buildStep({ options })] })] });
		show(PACKAGE);
		expect(await screen.findByText(/No time is free for this step/)).toBeVisible();
	});

	test('confirming nothing explains itself at the first step and puts the focus there', async () => {
		const asked = answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		await heading('Choose your times');
		await userEvent.click(confirm());
		expect(group(/Your first chart/)).toHaveFocus();
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/at least one step/);
		expect(group(/Draft review/)).not.toHaveAccessibleDescription();
		expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(0);
	});

	test('a choice can be taken back without losing the focus', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		await heading('Choose your times');
		const [radio] = within(group(/Draft review/)).getAllByRole('radio');
		await userEvent.click(radio!);
		await userEvent.click(screen.getByRole('button', { name: 'Decide later: Draft review' }));
		expect(radio).not.toBeChecked();
		expect(group(/Draft review/)).toHaveFocus();
	});

	test('booking later leads to the dashboard without booking anything', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		show(PACKAGE);
		await heading('Choose your times');
		expect(screen.getByRole('link', { name: 'Book later' })).toHaveAttribute(
			'href',
			'https://example.test/my-courses/',
		);
	});
});

describe('confirming', () => {
	const chooseFirst = async (title: RegExp) =>
		userEvent.click(within(group(title)).getAllByRole('radio')[0]!);

	test('books what was chosen, once however often it is pressed, and goes on to the dashboard', async () => {
		const booking = new Later();
		const asked = answerRest({ [STEPS]: [buildSteps()], [BOOK]: [booking] });
		const { goTo } = show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.dblClick(confirm());
		expect(screen.getByRole('button', { name: 'One moment…' })).toHaveAttribute('aria-disabled', 'true');
		expect(screen.getByText('Booking your sessions…')).toBeVisible();
		act(() => booking.give(saved()));
		await heading('Your sessions are booked');
		expect(goTo).toHaveBeenCalledWith('https://example.test/my-courses/?booked=1');
		expect(asked.filter(({ method }) => method === 'POST')).toEqual([
			{
				path: `/cohort-enrollment/v1${BOOK}`,
				method: 'POST',
				data: { selections: [{ courseStepId: 3, courseStepOptionId: 31 }] },
			},
		]);
	});

	test('stays with the good news when the site has no dashboard', async () => {
		answerRest({ [STEPS]: [buildSteps()], [BOOK]: [saved()] });
		const { goTo } = show(PACKAGE, { dashboardUrl: '' });
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await heading('Your sessions are booked');
		expect(screen.getByText(/1 step is still without a session/)).toBeVisible();
		expect(goTo).not.toHaveBeenCalled();
	});

	test('a class that filled meanwhile marks only its own step and offers what is left', async () => {
		const booked = [buildBookedStep({ stepId: 4, stepTitle: 'Draft review', stepOrder: 4 })];
		answerRest({
			[STEPS]: [buildSteps()],
			[BOOK]: [saved({ booked, conflicts: [fullClass()] }), saved()],
		});
		const { goTo } = show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await chooseFirst(/Draft review/);
		await userEvent.click(confirm());
		await waitFor(() => expect(group(/Your first chart/)).toHaveFocus());
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/has just filled up/);
		expect(screen.queryByRole('group', { name: /Draft review/ })).not.toBeInTheDocument();
		expect(screen.getByText(/1 session is booked/)).toBeVisible();
		expect(goTo).not.toHaveBeenCalled();
		await userEvent.click(screen.getByRole('radio', { name: /New group/ }));
		await userEvent.click(confirm());
		await waitFor(() => expect(goTo).toHaveBeenCalled());
	});

	test('shows the conflicts when nothing at all could be booked', async () => {
		answerRest({
			[STEPS]: [buildSteps()],
			[BOOK]: [new Refused('nothing_booked', { status: 409, conflicts: [fullClass()] })],
		});
		show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		expect(await screen.findByRole('radio', { name: /New group/ })).toBeEnabled();
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/has just filled up/);
	});

	test('fetches the steps again when another window has booked one', async () => {
		const conflicts = [fullClass({ reason: 'already_booked', alternatives: [] })];
		const elsewhere = buildSteps({
			steps: [buildStep({ stepId: 4, stepTitle: 'Draft review' })],
			booked: [buildBookedStep(), buildBookedStep({ stepId: 3, stepTitle: 'Your first chart' })],
		});
		answerRest({
			[STEPS]: [buildSteps(), elsewhere],
			[BOOK]: [new Refused('nothing_booked', { conflicts })],
		});
		show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await waitFor(() =>
			expect(screen.queryByRole('group', { name: /Your first chart/ })).not.toBeInTheDocument(),
		);
		expect(screen.getByText('Your first chart')).toBeVisible();
	});

	test('keeps the choices when no answer came, so that one more press is enough', async () => {
		answerRest({ [STEPS]: [buildSteps()], [BOOK]: [new Refused('sidecar_unavailable'), saved()] });
		const { goTo } = show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		expect(await screen.findByText(/does not answer right now/)).toHaveAttribute('role', 'alert');
		await userEvent.click(confirm());
		await waitFor(() => expect(goTo).toHaveBeenCalled());
	});

	test('shows what is true now when the back button brings the page back', async () => {
		answerRest({ [STEPS]: [buildSteps(), buildSteps({ steps: [] })], [BOOK]: [saved()] });
		show(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await heading('Your sessions are booked');
		act(comeBack);
		await heading('Everything is booked');
	});
});
