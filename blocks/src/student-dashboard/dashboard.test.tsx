import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildBookedStep, buildNextSession, buildPackage, buildSettings } from '../../test/builders';
import { answerRest, comeBack, Later, Refused } from '../../test/rest';
import type { PageSettings } from '../shared/settings';
import { Dashboard } from './dashboard';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const PACKAGES = '/students/me/course-packages';

// Before the courses of the builders begin: a step that is over is not "booked" any more.
beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2027-01-02T12:00:00Z'));
});
afterEach(() => {
	jest.restoreAllMocks();
});

const show = (settings: Partial<PageSettings> = {}, bookedJustNow = 0) => {
	const announce = jest.fn(() => true);
	render(
		<Dashboard settings={buildSettings(settings)} bookedJustNow={bookedJustNow} announce={announce} />,
	);
	return announce;
};

const answer = (overrides = {}) => ({ packages: [buildPackage()], nextSession: null, ...overrides });

const course = (name: string) => screen.findByRole('article', { name });

test('shows that it is loading until the answer is there', async () => {
	const packages = new Later();
	answerRest({ [PACKAGES]: [packages] });
	show();
	expect(screen.getByText('Loading…')).toBeInTheDocument();
	packages.give(answer());
	await course('Practical Data Storytelling');
	expect(screen.queryByText('Loading…')).not.toBeInTheDocument();
});

test('shows a course with its progress, dates and steps in order', async () => {
	answerRest({ [PACKAGES]: [answer()] });
	show();
	const card = await course('Practical Data Storytelling');
	expect(within(card).getByRole('progressbar', { name: '1 of 2 sessions booked' })).toHaveValue(1);
	expect(card).toHaveTextContent(/January 11.*March 5, 2027/);
	const steps = within(card).getAllByRole('listitem');
	expect(steps[0]).toHaveTextContent(/Step 1 Kick-off\s*Booked/);
	expect(steps[1]).toHaveTextContent(/Step 3 Your first chart\s*Not booked yet/);
});

test('leads to the wizard for what is still to book', async () => {
	answerRest({ [PACKAGES]: [answer()] });
	show();
	expect(await screen.findByRole('link', { name: 'Choose a time for 1 session' })).toHaveAttribute(
		'href',
		'https://example.test/your-enrollment/?package_id=12',
	);
});

test('keeps a wizard address that has a query of its own', async () => {
	answerRest({ [PACKAGES]: [answer()] });
	show({ wizardUrl: 'https://example.test/?page_id=7' });
	expect(await screen.findByRole('link', { name: /Choose a time/ })).toHaveAttribute(
		'href',
		'https://example.test/?page_id=7&package_id=12',
	);
});

test('highlights the next session, also in its course', async () => {
	answerRest({ [PACKAGES]: [answer({ nextSession: buildNextSession() })] });
	show();
	const next = await screen.findByRole('region', { name: 'Your next session' });
	expect(next).toHaveTextContent('Kick-off');
	expect(within(next).getByRole('link', { name: /Join online: Kick-off/ })).toHaveAttribute(
		'href',
		'https://meet.example.test/kickoff',
	);
	const [first] = within(await course('Practical Data Storytelling')).getAllByRole('listitem');
	expect(first).toHaveAttribute('aria-current', 'true');
	expect(first).toHaveTextContent('Next');
});

test.each(['javascript:alert(1)', 'data:text/html,hi', 'meet.example.test/no-scheme', ''])(
	'does not link to a meeting at "%s"',
	async (meetingUrl) => {
		const step = buildBookedStep();
		step.session!.meetingUrl = meetingUrl;
		answerRest({ [PACKAGES]: [answer({ packages: [buildPackage({ steps: [step] })] })] });
		show();
		await course('Practical Data Storytelling');
		expect(screen.queryByRole('link', { name: /Join online/ })).not.toBeInTheDocument();
	},
);

test('says that a booked session is over, and offers no link to it', async () => {
	const past = buildBookedStep();
	past.session!.endsAt = '2020-01-01T00:00:00.000Z';
	answerRest({ [PACKAGES]: [answer({ packages: [buildPackage({ steps: [past] })] })] });
	show();
	const card = await course('Practical Data Storytelling');
	expect(within(card).getByRole('listitem')).toHaveTextContent('Took place');
	expect(within(card).queryByRole('link', { name: /Join online/ })).not.toBeInTheDocument();
});

test('puts a refunded course last, says so and offers nothing to book in it', async () => {
	const refunded = buildPackage({ id: 9, status: 'REFUNDED', courseTitle: 'Old course' });
	answerRest({ [PACKAGES]: [answer({ packages: [refunded, buildPackage()] })] });
	show();
	const card = await course('Old course');
	expect(screen.getAllByRole('article').at(-1)).toBe(card);
	expect(card).toHaveTextContent(/This course was refunded\./);
	expect(within(card).queryByRole('link', { name: /Choose/ })).not.toBeInTheDocument();
	expect(within(card).queryByRole('link', { name: /Join/ })).not.toBeInTheDocument();
});

test('says that a course is on hold and lets nothing be booked meanwhile', async () => {
	answerRest({ [PACKAGES]: [answer({ packages: [buildPackage({ status: 'SUSPENDED' })] })] });
	show();
	const card = await course('Practical Data Storytelling');
	expect(card).toHaveTextContent(/on hold/);
	expect(within(card).queryByRole('link', { name: /Choose/ })).not.toBeInTheDocument();
});

test.each([
	['REFUNDED', 'refund_pending', 'requested', /payment is on its way back/],
	['REFUNDED', 'refunded', 'requested', /whole payment went back/],
	['REFUNDED', 'refund_failed', 'requested', /refund did not go through.*our team/],
	['CANCELLED', 'cancelled', 'payment_reversed', /your bank took the payment back/],
	['CANCELLED', 'cancelled', null, /This course was cancelled/],
	['CANCELLED', 'cancelled', 'kept_by_staff', /Our team has ended this course. There is no refund/],
	['CANCELLED', 'refund_pending', 'refunded_in_part', /a part of your payment is on its way back/],
	['CANCELLED', 'refunded', 'refunded_in_part', /A part of your payment went back/],
	['CANCELLED', 'refund_failed', 'refunded_in_part', /refund did not go through.*our team/],
	['CANCELLED', 'refunded', 'requested', /whole payment went back/],
	['SUSPENDED', 'disputed', null, /while your bank looks into the payment/],
] as const)('explains a course that is %s with a payment that is %s because of %s', async (...told) => {
	const [status, paymentState, reason, words] = told;
	answerRest({ [PACKAGES]: [answer({ packages: [buildPackage({ status, paymentState, reason })] })] });
	show();
	const card = await course('Practical Data Storytelling');
	expect(card).toHaveTextContent(words);
	expect(within(card).queryByRole('link', { name: /Choose/ })).not.toBeInTheDocument();
});

test('case 63: offers nothing to book while a refund is due, whatever the package says', async () => {
	const packages = [buildPackage({ paymentState: 'refund_pending' })];
	answerRest({ [PACKAGES]: [answer({ packages })] });
	show();
	await course('Practical Data Storytelling');
	expect(screen.queryByRole('link', { name: /Choose/ })).not.toBeInTheDocument();
});

test('tells what the wizard has just booked', async () => {
	answerRest({ [PACKAGES]: [answer()] });
	show({}, 2);
	expect(await screen.findByText('2 sessions are booked. See you there!')).toHaveAttribute(
		'role',
		'status',
	);
});

test('has words for somebody without courses', async () => {
	answerRest({ [PACKAGES]: [answer({ packages: [] })] });
	show();
	expect(await screen.findByRole('heading', { name: 'You have no courses yet' })).toHaveFocus();
	expect(screen.getByRole('link', { name: 'Go to the front page' })).toBeVisible();
});

test('sends somebody whose login has ended to the login', async () => {
	answerRest({ [PACKAGES]: [new Refused('rest_forbidden', { status: 401 })] });
	show();
	await screen.findByRole('heading', { name: 'Please log in' });
});

test('offers another try after an error', async () => {
	answerRest({ [PACKAGES]: [new Refused('internal_error'), answer()] });
	show();
	await screen.findByRole('heading', { name: 'That did not work' });
	await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
	await course('Practical Data Storytelling');
});

test('asks again when the back button brings the page back', async () => {
	const twoBooked = buildPackage({ bookedSteps: 2 });
	answerRest({ [PACKAGES]: [answer(), answer({ packages: [twoBooked] })] });
	show();
	await course('Practical Data Storytelling');
	act(comeBack);
	await screen.findByRole('progressbar', { name: '2 of 2 sessions booked' });
});

test('shows nothing but the next session where the editor wants only that', async () => {
	answerRest({ [PACKAGES]: [answer({ nextSession: buildNextSession() })] });
	show({ show: 'next-session' });
	expect(await screen.findByRole('heading', { name: 'Your next session' })).toBeVisible();
	expect(screen.queryByRole('article')).not.toBeInTheDocument();
});

test('says that no session comes next, and leads to the courses', async () => {
	answerRest({ [PACKAGES]: [answer()] });
	show({ show: 'next-session' });
	expect(await screen.findByText('You have no session coming up.')).toBeVisible();
	expect(screen.getByRole('link', { name: 'Go to my courses' })).toHaveAttribute(
		'href',
		'https://example.test/my-courses/',
	);
});

test('tells the page which courses the student has, and what failed', async () => {
	answerRest({ [PACKAGES]: [new Refused('database_unavailable'), answer()] });
	const announce = show();
	await userEvent.click(await screen.findByRole('button', { name: 'Try again' }));
	await course('Practical Data Storytelling');
	expect(announce.mock.calls).toEqual([
		['cohort-enrollment/error', { code: 'database_unavailable' }],
		[
			'cohort-enrollment/dashboard-loaded',
			{ packages: [{ packageId: 12, courseCode: 'DATA', status: 'ACTIVE' }] },
		],
	]);
});
