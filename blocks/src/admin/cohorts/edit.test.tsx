import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { AdminCohort, CataloguePrice } from '@cohort-enrollment/sidecar/contract';
import { Route, Router } from 'wouter';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Refused } from '../../../test/rest';
import { useGuardedLocation } from '../shared/location';
import { EditCohort } from './edit';
import { NewCohort } from './new';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const PRICE: CataloguePrice = {
	amount: 49_000,
	currency: 'eur',
	stripePriceId: 'price_1',
	stripeProductId: 'prod_1',
	stripeUrl: null,
	livemode: false,
};

const cohort = (overrides: Partial<AdminCohort> = {}): AdminCohort => ({
	id: 7,
	version: 3,
	courseId: 2,
	courseCode: 'CHOIR',
	courseTitle: 'Choir',
	name: 'Spring',
	startDate: '2131-03-05',
	endDate: '2131-04-30',
	timezone: 'Europe/Berlin',
	maxEnrollment: 20,
	enrollmentDeadlineLocal: '2131-03-01T23:59',
	enrollmentDeadline: '2131-03-01T22:59:00.000Z',
	isActive: false,
	enrolled: 12,
	held: 2,
	waiting: 0,
	availability: 'inactive',
	ownPrice: null,
	coursePrice: PRICE,
	updatedAt: '2131-01-01T00:00:00Z',
	...overrides,
});

/** What the form sends of {@link cohort} when nothing is changed. */
const INPUT = {
	courseId: 2,
	name: 'Spring',
	startDate: '2131-03-05',
	endDate: '2131-04-30',
	timezone: 'Europe/Berlin',
	maxEnrollment: 20,
	enrollmentDeadlineLocal: '2131-03-01T23:59',
};

const COURSES = {
	items: [
		{ id: 2, code: 'CHOIR', title: 'Choir' },
		{ id: 4, code: 'DANCE', title: 'Dance' },
	],
	total: 2,
	page: 1,
	perPage: 100,
};

beforeEach(() => {
	giveAdminSettings();
	window.location.hash = '';
});

const settle = (start: () => void = () => {}) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const click = (name: string) => settle(() => fireEvent.click(screen.getByRole('button', { name })));
const type = (label: string | RegExp, value: string) =>
	fireEvent.change(screen.getByLabelText(label), { target: { value } });
const dialog = () => within(screen.getByRole('dialog'));
const sent = (asked: { method: string; path: string; data: unknown }[]) =>
	asked.filter(({ method }) => method !== 'GET').map(({ data }) => data);

const open = async (routes: Record<string, unknown[]>) => {
	const asked = answerRest({ '/courses?page=1&perPage=100': [COURSES], ...routes });
	render(<EditCohort id="7" />);
	await settle();
	return asked;
};

test('what is saved says nothing new of whether the cohort is on sale', async () => {
	const asked = await open({
		'/cohorts/7': [cohort({ isActive: true }), cohort({ isActive: true, version: 4 })],
	});
	type('Name', 'Early spring');
	await click('Save');
	expect(sent(asked)).toEqual([{ ...INPUT, name: 'Early spring', isActive: true, version: 3 }]);
});

test('other dates leave the schedule as it is: that is said, with the way to it', async () => {
	await open({ '/cohorts/7': [cohort()] });
	expect(screen.queryByText(/Sessions that are planned keep their dates/)).not.toBeInTheDocument();
	type('First day', '2131-03-12');
	expect(screen.getByText(/Sessions that are planned keep their dates/)).toBeVisible();
	expect(screen.getByRole('link', { name: 'Go to the schedule' })).toHaveAttribute('href', '#/7/schedule');
});

test('a first day after the last one takes it along', async () => {
	await open({ '/cohorts/7': [cohort()] });
	type('First day', '2131-06-01');
	expect(screen.getByLabelText('Last day')).toHaveValue('2131-06-01');
});

test('without a limit there are no seats to type, and the number comes back with the limit', async () => {
	const asked = await open({ '/cohorts/7': [cohort()] });
	expect(
		screen.getByText('Taken now: 12 of 20, 2 held. There cannot be fewer seats than that.'),
	).toBeVisible();
	type('Number of seats', '25');
	const limit = screen.getByRole('checkbox', { name: 'Limit the number of seats' });
	fireEvent.click(limit);
	expect(screen.queryByLabelText('Number of seats')).not.toBeInTheDocument();
	fireEvent.click(limit);
	expect(screen.getByLabelText('Number of seats')).toHaveValue(25);
	fireEvent.click(limit);
	type(/^Enrollment deadline/, '');
	await click('Save');
	expect(sent(asked)).toMatchObject([{ maxEnrollment: null, enrollmentDeadlineLocal: null }]);
});

test('a number of seats that is emptied is asked for, not taken for none or for no limit', async () => {
	const issues = [{ path: 'maxEnrollment', code: 'required', message: '' }];
	const asked = await open({
		'/cohorts/7': [cohort(), new Refused('invalid_request', { issues }), cohort({ version: 4 })],
	});
	type('Number of seats', '');
	expect(screen.getByLabelText('Number of seats')).toHaveValue(null);
	await click('Save');
	// As JSON has it: what is undefined is not in there, and the sidecar requires it.
	expect(JSON.parse(JSON.stringify(sent(asked)[0]))).not.toHaveProperty('maxEnrollment');
	expect(screen.getByText('Please fill this in.')).toBeVisible();
	expect(screen.getByLabelText('Number of seats')).toBeInvalid();
	type('Number of seats', '0');
	await click('Save');
	expect(sent(asked)[1]).toMatchObject({ maxEnrollment: 0 });
});

test('an unlimited cohort that is limited begins with some seats, and with all that are taken', async () => {
	await open({ '/cohorts/7': [cohort({ maxEnrollment: null })] });
	fireEvent.click(screen.getByRole('checkbox', { name: 'Limit the number of seats' }));
	expect(screen.getByLabelText('Number of seats')).toHaveValue(12);
});

test('nobody is asked about changes of a cohort that they have deleted', async () => {
	const ask = jest.spyOn(window, 'confirm');
	window.location.hash = '/7';
	answerRest({
		'/courses?page=1&perPage=100': [COURSES],
		'/cohorts/7?version=3': [undefined],
		'/cohorts/7': [cohort()],
	});
	render(
		<Router hook={useGuardedLocation}>
			<Route path="/7">
				<EditCohort id="7" />
			</Route>
		</Router>,
	);
	await settle();
	type('Name', 'Early spring');
	await click('Delete');
	await settle(() => fireEvent.click(dialog().getByRole('button', { name: 'Delete cohort' })));
	expect(window.location.hash).toBe('#/');
	expect(ask).not.toHaveBeenCalled();
});

test('whoever saves over somebody who has put the cohort on sale meanwhile leaves it on sale', async () => {
	const current = cohort({ name: 'Theirs', isActive: true, version: 4 });
	const asked = await open({
		'/cohorts/7': [cohort(), new Refused('version_conflict', { current }), cohort({ version: 5 })],
	});
	type('Name', 'Mine');
	await click('Save');
	await settle(() => fireEvent.click(dialog().getByRole('button', { name: 'Save mine' })));
	expect(sent(asked)).toEqual([
		{ ...INPUT, name: 'Mine', isActive: false, version: 3 },
		{ ...INPUT, name: 'Mine', isActive: true, version: 4 },
	]);
});

test('fewer seats than are taken are refused with the number', async () => {
	await open({ '/cohorts/7': [cohort(), new Refused('seats_below_sold', { taken: 14 })] });
	type('Number of seats', '5');
	await click('Save');
	expect(
		screen.getByText(/14 seats are taken already/, { selector: '.components-notice__content' }),
	).toBeVisible();
});

describe('a cohort that is put on sale', () => {
	const finding = (severity: 'error' | 'warning') => ({
		code: 'no_page',
		severity,
		data: {},
		target: { screen: 'course', id: 2 },
	});

	test('is checked first, and what was typed meanwhile is saved on top of it', async () => {
		const asked = await open({
			'/cohorts/7/check': [{ findings: [] }],
			'/cohorts/7': [
				cohort(),
				cohort({ isActive: true, version: 4, availability: 'open' }),
				cohort({ isActive: true, version: 5 }),
			],
		});
		type('Name', 'Early spring');
		await click('Put on sale');
		expect(dialog().getByText('The check found nothing that stands in the way.')).toBeVisible();
		await settle(() => fireEvent.click(dialog().getByRole('button', { name: 'Put on sale' })));
		expect(screen.getByText('Open')).toBeVisible();
		expect(screen.getByLabelText('Name')).toHaveValue('Early spring');
		await click('Save');
		expect(sent(asked)).toEqual([
			{ ...INPUT, isActive: true, version: 3 },
			{ ...INPUT, name: 'Early spring', isActive: true, version: 4 },
		]);
	});

	test('with errors can be put on sale all the same: that is a person’s decision', async () => {
		const asked = await open({
			'/cohorts/7/check': [{ findings: [finding('error'), finding('warning')] }],
			'/cohorts/7': [cohort(), cohort({ isActive: true, version: 4 })],
		});
		await click('Put on sale');
		expect(dialog().getByText(/keeps students from buying or booking/)).toBeVisible();
		expect(dialog().getByText('Error')).toBeVisible();
		expect(dialog().getByText('Warning')).toBeVisible();
		await settle(() =>
			fireEvent.click(dialog().getByRole('button', { name: 'Put on sale all the same' })),
		);
		expect(sent(asked)).toMatchObject([{ isActive: true }]);
	});

	test('can be put on sale although it could not be checked, or is checked again', async () => {
		await open({
			'/cohorts/7/check': [new Refused('database_unavailable', { status: 503 }), { findings: [] }],
			'/cohorts/7': [cohort()],
		});
		await click('Put on sale');
		await settle(() => fireEvent.click(dialog().getByRole('button', { name: 'Try again' })));
		expect(dialog().getByText('The check found nothing that stands in the way.')).toBeVisible();
	});
});

test('who takes a cohort off sale hears what becomes of those who are paying', async () => {
	const asked = await open({
		'/cohorts/7': [cohort({ isActive: true, availability: 'open' }), cohort({ version: 4 })],
	});
	await click('Take off sale');
	expect(dialog().getByText(/2 students are paying at this moment/)).toBeVisible();
	await settle(() => fireEvent.click(dialog().getByRole('button', { name: 'Take off sale' })));
	expect(sent(asked)).toEqual([{ ...INPUT, isActive: false, version: 3 }]);
	expect(screen.getByRole('button', { name: 'Put on sale' })).toBeVisible();
});

test('whoever may only look can neither save nor sell nor delete', async () => {
	giveAdminSettings({ canManage: false });
	await open({ '/cohorts/7': [cohort()] });
	expect(screen.getByLabelText('Name')).toBeDisabled();
	for (const name of ['Save', 'Put on sale', 'Delete', 'Set price']) {
		expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
	}
});

test('a new cohort is not on sale before its schedule is made, and leads to it', async () => {
	const asked = answerRest({
		'/courses?page=1&perPage=100': [COURSES],
		'/cohorts': [cohort()],
	});
	render(<NewCohort />);
	await settle();
	const course = screen.getByRole('combobox', { name: 'Course' });
	fireEvent.focus(course);
	fireEvent.change(course, { target: { value: 'dance' } });
	fireEvent.click(screen.getByRole('option', { name: 'Dance (DANCE)' }));
	type('Name', 'Spring');
	type('First day', '2131-03-05');
	type('Last day', '2131-04-30');
	await click('Create cohort');
	expect(sent(asked)).toEqual([{ ...INPUT, courseId: 4, enrollmentDeadlineLocal: null, isActive: false }]);
});

test('where there is no course yet, the way leads to one', async () => {
	answerRest({ '/courses?page=1&perPage=100': [{ ...COURSES, items: [], total: 0 }] });
	render(<NewCohort />);
	await settle();
	expect(screen.getByRole('link', { name: 'Add a course first' })).toBeVisible();
});
