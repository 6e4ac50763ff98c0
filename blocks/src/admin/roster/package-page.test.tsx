import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Later, Refused } from '../../../test/rest';
import { buildStaffPackage } from '../../../test/staff-package';
import { ScreenMessages } from '../shared/screen-messages';
import { ROSTER_MESSAGES } from './messages';
import { PackagePage } from './package-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const PACKAGE = '/admin/packages/12';
/** Not the live region, which says it, too. */
const NOTICE = '.components-notice__content';

beforeEach(() => giveAdminSettings());

const settle = (start: () => void) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const show = async (routes: Record<string, unknown[]>) => {
	const asked = answerRest(routes);
	await settle(() =>
		render(
			<ScreenMessages messages={ROSTER_MESSAGES}>
				<PackagePage cohortId="3" packageId="12" />
			</ScreenMessages>,
		),
	);
	return asked;
};
const press = (name: string) => settle(() => fireEvent.click(screen.getByRole('button', { name })));
const dialog = () => within(screen.getByRole('dialog'));
const giveReason = () =>
	fireEvent.change(dialog().getByLabelText('Reason'), { target: { value: 'Moved away' } });
const confirm = (name: string) => settle(() => fireEvent.click(dialog().getByRole('button', { name })));
const changes = (asked: { method: string; path: string; data: unknown }[]) =>
	asked.filter(({ method }) => method !== 'GET').map(({ path, data }) => [path.split('/v1')[1], data]);

test('a partial refund is sent in the minor unit with reason and version, once however often somebody clicks', async () => {
	const later = new Later();
	const asked = await show({ [PACKAGE]: [buildStaffPackage()], '/cancel': [later] });
	await press('Cancel enrollment');
	expect(dialog().getByRole('button', { name: 'Cancel and refund' })).toHaveAttribute(
		'aria-disabled',
		'true',
	);
	giveReason();
	fireEvent.click(dialog().getByRole('radio', { name: 'Part of it' }));
	fireEvent.change(dialog().getByLabelText('Amount in EUR'), { target: { value: '100,5' } });
	expect(dialog().getByText('€100.50 is sent back.')).toBeVisible();
	await confirm('Cancel and refund');
	await confirm('Cancel and refund');
	await settle(() =>
		later.give(buildStaffPackage({ status: 'CANCELLED', reason: 'refunded_in_part', version: 4 })),
	);
	expect(changes(asked)).toEqual([
		['/admin/packages/12/cancel', { version: 3, reason: 'Moved away', refund: { amount: 10_050 } }],
	]);
	expect(screen.queryByRole('dialog')).toBeNull();
	expect(screen.getByText('Staff has cancelled it and sent back a part of the payment.')).toBeVisible();
	expect(screen.queryByRole('button', { name: 'Cancel enrollment' })).toBeNull();
});

test('when somebody else was faster nothing is done, and what is there now is shown', async () => {
	const current = buildStaffPackage({ version: 9, cohortName: 'Spring Cohort', moveTargets: [] });
	const asked = await show({
		[PACKAGE]: [buildStaffPackage()],
		'/cancel': [new Refused('version_conflict', { status: 409, current })],
	});
	await press('Cancel enrollment');
	giveReason();
	await confirm('Cancel and refund');
	expect(screen.queryByRole('dialog')).toBeNull();
	expect(
		screen.getByText(/Somebody else has changed the enrollment of Ada Okafor/, { selector: NOTICE }),
	).toBeVisible();
	expect(screen.queryByRole('button', { name: 'Move to another cohort' })).toBeNull();
	expect(changes(asked)).toHaveLength(1);
});

test('what stands in the way is said in the dialog, and what was typed stays', async () => {
	await show({
		[PACKAGE]: [buildStaffPackage()],
		'/cancel': [new Refused('stripe_unavailable', { status: 503 })],
	});
	await press('Cancel enrollment');
	giveReason();
	await confirm('Cancel and refund');
	expect(dialog().getByText(/Stripe cannot be reached/, { selector: NOTICE })).toBeVisible();
	expect(dialog().getByLabelText('Reason')).toHaveValue('Moved away');
});

test('a student is moved to the cohort that was chosen', async () => {
	const asked = await show({
		[PACKAGE]: [buildStaffPackage()],
		'/move': [buildStaffPackage({ cohortId: 4, cohortName: 'Spring Cohort', version: 4 })],
	});
	await press('Move to another cohort');
	giveReason();
	fireEvent.change(dialog().getByLabelText('Cohort'), { target: { value: '4' } });
	await confirm('Move student');
	expect(changes(asked)).toEqual([
		['/admin/packages/12/move', { version: 3, cohortId: 4, reason: 'Moved away' }],
	]);
	expect(window.location.pathname).toBe('/4/roster/12');
	expect(screen.getByRole('link', { name: 'Spring Cohort' })).toBeVisible();
});

test('sessions are booked for the student, and what was full meanwhile is said', async () => {
	const conflict = { courseStepId: 3, courseStepOptionId: 31, reason: 'class_full', alternatives: [] };
	const asked = await show({
		[PACKAGE]: [buildStaffPackage(), buildStaffPackage({ unbooked: [] })],
		'/book-sessions': [new Refused('nothing_booked', { status: 409, conflicts: [conflict] })],
	});
	await press('Book sessions');
	expect(dialog().getByRole('button', { name: 'Book' })).toHaveAttribute('aria-disabled', 'true');
	fireEvent.click(dialog().getByRole('radio', { name: /Jan 27, 2027/ }));
	await confirm('Book');
	expect(changes(asked)).toEqual([
		['/admin/packages/12/book-sessions', { selections: [{ courseStepId: 3, courseStepOptionId: 31 }] }],
	]);
	expect(dialog().getByText(/Nothing was booked/, { selector: NOTICE })).toBeVisible();
	expect(asked.filter(({ method }) => method === 'GET')).toHaveLength(2);
});

test('a booking is given back as its editor saw it', async () => {
	const asked = await show({
		[PACKAGE]: [buildStaffPackage()],
		'booking?version=3': [buildStaffPackage({ steps: [], version: 4 })],
	});
	await press('Give back: Step 1');
	await confirm('Give back');
	expect(changes(asked)).toEqual([['/admin/packages/12/steps/1/booking?version=3', undefined]]);
});

test('whoever may only look finds nothing to press', async () => {
	giveAdminSettings({ canManage: false });
	await show({ [PACKAGE]: [buildStaffPackage()] });
	expect(screen.getByText('Ada Okafor', { selector: 'h1' })).toBeVisible();
	expect(screen.queryAllByRole('button')).toEqual([]);
	expect(screen.getByRole('link', { name: /pi_1/ })).toHaveAttribute(
		'href',
		'https://dashboard.stripe.com/test/payments/pi_1',
	);
});

test('of an enrollment without payment no refund is offered', async () => {
	const asked = await show({
		[PACKAGE]: [
			buildStaffPackage({
				paymentIntentId: null,
				stripeUrl: null,
				refundable: 0,
				amount: 0,
				currency: '',
			}),
		],
		'/cancel': [buildStaffPackage({ status: 'CANCELLED' })],
	});
	expect(screen.getByText(/Nothing was paid/)).toBeVisible();
	await press('Cancel enrollment');
	expect(dialog().queryByRole('radio')).toBeNull();
	giveReason();
	await confirm('Cancel enrollment');
	expect(changes(asked)).toEqual([
		['/admin/packages/12/cancel', { version: 3, reason: 'Moved away', refund: 'none' }],
	]);
});

test('that an enrollment is gone is said', async () => {
	await show({ [PACKAGE]: [new Refused('package_not_found', { status: 404 })] });
	expect(screen.getByText(/not there any more/, { selector: NOTICE })).toBeVisible();
});

test.each([
	['cancelled', 'payment_reversed', 'Taken back by the bank'],
	['cancelled', 'kept_by_staff', 'Kept'],
	['refunded', 'refunded_in_part', 'Partly refunded'],
] as const)('a payment that is %s, reason %s, is called "%s"', async (paymentState, reason, word) => {
	await show({ [PACKAGE]: [buildStaffPackage({ status: 'CANCELLED', paymentState, reason })] });
	expect(screen.getByText(word)).toBeVisible();
});
