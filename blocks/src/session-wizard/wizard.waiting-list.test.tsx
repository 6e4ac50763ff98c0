import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EnrollmentState, RefundReason } from '@cohort-enrollment/sidecar/contract';
import { buildEnrollment } from '../../test/builders';
import { answerRest, Later, Refused } from '../../test/rest';
import { ENROLLMENT, heading, SESSION, showWizard } from '../../test/wizard-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const WAITING_LIST = '/course-programs/DATA/cohorts/3/waiting-list';
const JOINED = { onWaitingList: true };
const LEFT = { onWaitingList: false };

const full = (overrides = {}) =>
	buildEnrollment({ state: 'refunded', reason: 'cohort_full', packageId: null, ...overrides });

const button = (name: string) => screen.findByRole('button', { name });

test('case 20: a student who was refunded because the cohort is full joins its waiting list with one click', async () => {
	const asked = answerRest({ [ENROLLMENT]: [full()], [WAITING_LIST]: [JOINED] });
	showWizard(SESSION);
	await userEvent.click(await button('Join the waiting list'));
	expect(await button('Leave the waiting list')).toHaveFocus();
	expect(screen.getByRole('status')).toHaveTextContent(/You are on the waiting list.*enrolls first/);
	expect(asked.at(-1)).toMatchObject({ method: 'POST', data: { returnPath: '/data/#cohort-3' } });
});

test('whoever waits already reads so, and leaves the list again', async () => {
	const asked = answerRest({ [ENROLLMENT]: [full({ onWaitingList: true })], [WAITING_LIST]: [LEFT] });
	showWizard(SESSION);
	await userEvent.click(await button('Leave the waiting list'));
	await button('Join the waiting list');
	expect(asked.at(-1)).toMatchObject({ method: 'DELETE', data: undefined });
	expect(screen.getByRole('status')).toHaveTextContent(/when a seat is free/);
});

test('a second click while the first is under way asks nobody', async () => {
	const later = new Later();
	const asked = answerRest({ [ENROLLMENT]: [full()], [WAITING_LIST]: [later] });
	showWizard(SESSION);
	await userEvent.click(await button('Join the waiting list'));
	const busy = await button('One moment…');
	expect(busy).toHaveAttribute('aria-disabled', 'true');
	await userEvent.click(busy);
	expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
	act(() => later.give(JOINED));
	await button('Leave the waiting list');
});

test.each([
	['cohort_not_full', /There is a free seat again/],
	['deadline_passed', /not open for enrollment any more/],
	['sidecar_unavailable', /does not answer right now/],
])('says why it did not work, and lets the student try again: %s', async (code, words) => {
	answerRest({ [ENROLLMENT]: [full()], [WAITING_LIST]: [new Refused(code), JOINED] });
	showWizard(SESSION);
	await userEvent.click(await button('Join the waiting list'));
	expect(await screen.findByRole('alert')).toHaveTextContent(words);
	expect(screen.getByRole('link', { name: 'Back to the course' })).toHaveAttribute(
		'href',
		'https://example.test/data/#cohort-3',
	);
	await userEvent.click(await button('Join the waiting list'));
	await button('Leave the waiting list');
	expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('a page that nobody knows is not sent along', async () => {
	const asked = answerRest({ [ENROLLMENT]: [full({ returnUrl: null })], [WAITING_LIST]: [JOINED] });
	showWizard(SESSION);
	await userEvent.click(await button('Join the waiting list'));
	await button('Leave the waiting list');
	expect(asked.at(-1)?.data).toEqual({});
});

test('case 64: a full cohort that cost nothing is waited for all the same', async () => {
	answerRest({ [ENROLLMENT]: [full({ state: 'cancelled' })] });
	showWizard(SESSION);
	await heading('This enrollment was cancelled');
	expect(await button('Join the waiting list')).toBeVisible();
});

test.each([
	['refunded', 'already_enrolled'],
	['refunded', 'requested'],
	['refunded', 'cohort_inactive'],
	['cancelled', 'payment_reversed'],
	['failed', null],
] as [EnrollmentState, RefundReason | null][])(
	'nobody is asked to wait for a cohort that was not full: %s because of %s',
	async (state, reason) => {
		answerRest({ [ENROLLMENT]: [buildEnrollment({ state, reason })] });
		showWizard(SESSION);
		await screen.findByRole('heading');
		expect(screen.queryByRole('button')).not.toBeInTheDocument();
	},
);
