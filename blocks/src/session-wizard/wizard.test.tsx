import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EnrollmentState, RefundReason } from '@cohort-enrollment/sidecar/contract';
import { buildEnrollment, buildSettings, buildSteps } from '../../test/builders';
import { answerRest, comeBack, Refused } from '../../test/rest';
import { ENROLLMENT, heading, PACKAGE, SESSION, showWizard, STEPS } from '../../test/wizard-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

describe('while it is not clear how the payment went', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	test('asks again until the enrollment is there, then shows the steps', async () => {
		const processing = buildEnrollment({ state: 'processing', packageId: null });
		answerRest({ [ENROLLMENT]: [processing, processing, buildEnrollment()], [STEPS]: [buildSteps()] });
		showWizard(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(3_000));
		await heading('You are enrolled. Choose your times');
	});

	test('case 29: stops asking after half a minute, says that a mail will come, and starts again on demand', async () => {
		const asked = answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'processing' })] });
		showWizard(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(31_000));
		await heading('This takes longer than usual');
		expect(screen.getByText(/we will email you as soon as it is confirmed/)).toBeVisible();
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
		showWizard(SESSION);
		await heading('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(1_100));
		expect(screen.getByRole('heading')).toHaveTextContent('Your payment is being processed');
		await act(() => jest.advanceTimersByTimeAsync(2_000));
		await heading('You are enrolled. Choose your times');
	});

	test('asks no more once the page is gone', async () => {
		const asked = answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'processing' })] });
		const { unmount } = showWizard(SESSION);
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
		['refund_pending', 'requested', 'Your money is on its way back', /not enrolled any more/],
		['refunded', 'requested', 'Your payment was refunded', /given up on request/],
		['refunded', 'payment_reversed', 'Your payment was refunded', /given back before it became/],
		['refund_failed', 'requested', 'We are looking after your refund', /Somebody of our team/],
		['disputed', null, 'Your enrollment is on hold', /while your bank looks into the payment/],
		['disputed', 'payment_reversed', 'Your enrollment is on hold', /If the payment stands/],
		['cancelled', 'payment_reversed', 'This enrollment was cancelled', /bank took the payment back/],
		['cancelled', 'cohort_full', 'This enrollment was cancelled', /keep no money/],
		['cancelled', 'kept_by_staff', 'This enrollment was cancelled', /There is no refund/],
		['refund_pending', 'refunded_in_part', 'Your money is on its way back', /A part of your payment is/],
		['refunded', 'refunded_in_part', 'Your payment was refunded', /A part of your payment went back/],
		['refund_failed', 'refunded_in_part', 'We are looking after your refund', /Our team has ended/],
		['expired', null, 'The time to pay has run out', /Nothing was charged/],
		['failed', null, 'The payment did not go through', /Nothing was charged/],
		['awaiting_payment', null, 'Your bank is on it', /needs a few days/],
	] as [EnrollmentState, RefundReason | null, string, RegExp][])(
		'says so plainly: %s because of %s',
		async (state, reason, title, words) => {
			answerRest({ [ENROLLMENT]: [buildEnrollment({ state, reason, packageId: null })] });
			showWizard(SESSION);
			await heading(title);
			expect(screen.getByText(words)).toBeVisible();
			expect(screen.getByText('Winter Cohort')).toBeVisible();
		},
	);

	test('does not call a payment that the bank took back one that never was', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'cancelled', reason: 'payment_reversed' })] });
		showWizard(SESSION);
		await heading('This enrollment was cancelled');
		expect(screen.getByText('You are not enrolled any more.')).toBeVisible();
		expect(screen.queryByText(/keep no money/)).not.toBeInTheDocument();
	});

	test('case 17: does not tell a student who has the course that they are not enrolled', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'refunded', reason: 'already_enrolled' })] });
		showWizard(SESSION);
		await heading('Your payment was refunded');
		expect(screen.getByText('That enrollment stays as it is.')).toBeVisible();
		expect(screen.queryByText(/not enrolled\./)).not.toBeInTheDocument();
	});

	test('promises a mail to whoever waits for a bank', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'awaiting_payment' })] });
		showWizard(SESSION);
		await heading('Your bank is on it');
		expect(screen.getByText(/we will email you when the payment has arrived/)).toBeVisible();
	});

	test('guesses at nothing when a newer sidecar tells a state that it does not know', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'made_up' as EnrollmentState })] });
		showWizard(SESSION);
		await heading('We are looking into this enrollment');
		expect(screen.queryByText(/Nothing was charged/)).not.toBeInTheDocument();
	});

	test.each([
		['disputed', null],
		['refunded', 'requested'],
		['refunded', 'already_enrolled'],
		['refunded', 'refunded_in_part'],
		['cancelled', 'kept_by_staff'],
		['cancelled', 'already_enrolled'],
	] as [EnrollmentState, RefundReason | null][])(
		'leads to the own courses, which tell more: %s because of %s',
		async (state, reason) => {
			answerRest({ [ENROLLMENT]: [buildEnrollment({ state, reason })] });
			showWizard(SESSION);
			expect(await screen.findByRole('link', { name: 'Go to my courses' })).toHaveAttribute(
				'href',
				buildSettings().dashboardUrl,
			);
		},
	);

	test.each(['failed', 'expired'] as const)(
		'leads back to the course for another try: %s',
		async (state) => {
			const enrollment = buildEnrollment({ state, packageId: null });
			answerRest({ [ENROLLMENT]: [enrollment] });
			showWizard(SESSION);
			const link = await screen.findByRole('link', { name: 'Back to the course' });
			// The address that Stripe leads back to says that the payment page was left.
			expect(link).toHaveAttribute('href', 'https://example.test/data/#cohort-3');
		},
	);

	test('leads to the front page after a refund, and when nobody knows where the student began', async () => {
		for (const enrollment of [
			buildEnrollment({ state: 'refunded', reason: 'cohort_inactive' }),
			buildEnrollment({ state: 'failed', returnUrl: null }),
		]) {
			answerRest({ [ENROLLMENT]: [enrollment] });
			const { unmount } = showWizard(SESSION);
			const link = await screen.findByRole('link', { name: 'Go to the front page' });
			expect(link).toHaveAttribute('href', buildSettings().homeUrl);
			unmount();
		}
	});

	test('shows a reason that it does not know without breaking', async () => {
		const reason = 'made_up' as RefundReason;
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state: 'refunded', reason })] });
		showWizard(SESSION);
		await heading('Your payment was refunded');
	});
});

describe('when there is nothing to show', () => {
	test('sends somebody who is logged out to the login and back to this very address', async () => {
		window.history.replaceState(null, '', '/your-enrollment/?session_id=cs_test_1');
		answerRest({ [ENROLLMENT]: [new Refused('login_required')] });
		showWizard(SESSION);
		await heading('Please log in');
		const login = new URL(screen.getByRole('link', { name: 'Log in' }).getAttribute('href')!);
		expect(login.searchParams.get('redirect_to')).toBe(window.location.href);
	});

	test.each([
		[SESSION, 'session_not_found'],
		[PACKAGE, 'package_not_found'],
	] as const)('says that something is not among the own enrollments: %o', async (target, code) => {
		answerRest({ [ENROLLMENT]: [new Refused(code)], [STEPS]: [new Refused(code)] });
		showWizard(target);
		await heading('Nothing found here');
		expect(screen.getByRole('link', { name: 'Go to my courses' })).toHaveAttribute(
			'href',
			'https://example.test/my-courses/',
		);
	});

	test('offers no second try for a course that was given back', async () => {
		answerRest({ [STEPS]: [new Refused('package_not_active')] });
		showWizard(PACKAGE);
		await heading('Nothing to book here');
		expect(screen.queryByRole('button')).not.toBeInTheDocument();
		expect(screen.getByText(/on hold or has ended/)).toBeVisible();
	});

	test('asks nobody when the address points at nothing', async () => {
		const asked = answerRest({});
		showWizard(null);
		await heading('Nothing found here');
		act(comeBack);
		expect(asked).toHaveLength(0);
	});

	test('offers another try while the sidecar is down, and goes on when it is up', async () => {
		answerRest({ [STEPS]: [new Refused('sidecar_unavailable'), buildSteps()] });
		showWizard(PACKAGE);
		await heading('Not available right now');
		await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
		await heading('Choose your times');
	});

	test('does not hang when an enrollment comes without its package', async () => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ packageId: null })] });
		showWizard(SESSION);
		await heading('That did not work');
	});

	test('says that everything is booked', async () => {
		answerRest({ [STEPS]: [buildSteps({ steps: [] })] });
		showWizard(PACKAGE);
		await heading('Everything is booked');
		expect(screen.getByText('Kick-off')).toBeVisible();
	});
});
