import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { CataloguePrice, Course } from '@cohort-enrollment/sidecar/contract';
import { Route, Router } from 'wouter';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Refused } from '../../../test/rest';
import { useGuardedLocation } from '../shared/location';
import { EditCourse, NewCourse } from './edit';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const FREE: CataloguePrice = {
	amount: 0,
	currency: 'eur',
	stripePriceId: null,
	stripeProductId: null,
	stripeUrl: null,
	livemode: false,
};

const course = (overrides: Partial<Course> = {}): Course => ({
	id: 12,
	version: 3,
	code: 'CHOIR',
	title: 'Choir',
	isActive: true,
	pageId: null,
	steps: [
		{
			id: 5,
			stepOrder: 1,
			label: 'Week 1',
			title: 'Begin',
			isActive: true,
			groupClassIds: [],
			isInUse: false,
			usedGroupClassIds: [],
		},
	],
	price: null,
	cohorts: 0,
	students: 0,
	isSold: false,
	updatedAt: '2030-01-01T00:00:00Z',
	...overrides,
});

beforeEach(() => giveAdminSettings());

const routes = (more: Record<string, unknown[]>) => ({
	...more,
	'/group-classes?page=1&perPage=100': [{ items: [], total: 0, page: 1, perPage: 100 }],
	'status%2Clink': [[]],
	'/stripe-prices': [{ prices: [], next: null, mode: 'test' }],
});
const settle = (start: () => void = () => {}) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const click = (name: string) => settle(() => fireEvent.click(screen.getByRole('button', { name })));
const courseTitle = () => screen.getAllByLabelText('Title')[0]!;
const rename = (title: string) => fireEvent.change(courseTitle(), { target: { value: title } });
const sent = (asked: { method: string; path: string; data: unknown }[]) =>
	asked.filter(({ method }) => method !== 'GET').map(({ path, data }) => [path.split('/admin')[1], data]);

const open = async (more: Record<string, unknown[]>) => {
	const asked = answerRest(routes(more));
	render(<EditCourse id="12" />);
	await settle();
	return asked;
};
const makeFree = async () => {
	await click('Set price');
	fireEvent.click(screen.getByRole('radio', { name: 'Free' }));
	await settle(() =>
		fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Set price' })),
	);
};

test('a price that is set while something is being typed leaves what was typed, and saving goes on from there', async () => {
	const asked = await open({
		'/courses/12/price': [course({ version: 4, price: FREE })],
		'/courses/12': [course(), course({ version: 5, title: 'New', price: FREE })],
	});
	rename('New');
	await makeFree();
	expect(screen.getByText('Free')).toBeVisible();
	expect(courseTitle()).toHaveValue('New');
	await click('Save');
	expect(sent(asked)).toEqual([
		['/courses/12/price', { kind: 'free', version: 3 }],
		['/courses/12', expect.objectContaining({ title: 'New', version: 4 })],
	]);
	expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('New');
});

test('whoever sets a price after somebody else changed the course does not save over that unasked', async () => {
	const theirs = course({ version: 4, title: 'Theirs' });
	const asked = await open({
		'/courses/12/price': [
			new Refused('version_conflict', { current: theirs }),
			{ ...theirs, version: 5, price: FREE },
		],
		'/courses/12': [course(), new Refused('version_conflict', { current: { ...theirs, version: 5 } })],
	});
	rename('Mine');
	await makeFree();
	await click('Try again');
	await click('Save');
	expect(sent(asked).at(-1)).toEqual([
		'/courses/12',
		expect.objectContaining({ title: 'Mine', version: 3 }),
	]);
	expect(screen.getByRole('dialog', { name: 'Somebody else was faster' })).toBeVisible();
});

test('with nothing typed, the form shows what somebody else has saved', async () => {
	const theirs = course({ version: 4, title: 'Theirs' });
	await open({
		'/courses/12/price': [
			new Refused('version_conflict', { current: theirs }),
			{ ...theirs, version: 5, price: FREE },
		],
		'/courses/12': [course()],
	});
	await makeFree();
	await click('Try again');
	expect(courseTitle()).toHaveValue('Theirs');
});

test('a step that is refused is marked, and the reason says what to do', async () => {
	await open({
		'/courses/12': [
			course(),
			new Refused('in_use', { by: { cohorts: 2, students: 1 }, stepId: 5, status: 409 }),
		],
	});
	rename('New');
	await click('Save');
	expect(
		screen.getByText(
			'A step cannot be removed, because these have it: 2 cohorts, 1 student. Switch it off instead.',
			{ selector: '.components-notice__content' },
		),
	).toBeVisible();
	expect(document.querySelector('.ce-admin__step-fields.has-problem')).not.toBeNull();
});

test('the code of a sold course cannot be typed any more', async () => {
	await open({ '/courses/12': [course({ isSold: true })] });
	expect(screen.getByLabelText('Code')).toBeDisabled();
});

test('what happens to students is said when the course has some', async () => {
	await open({ '/courses/12': [course({ students: 2 })] });
	expect(
		screen.getByText(/2 students have this course\. Students of cohorts that are not over get new steps/),
	).toBeVisible();
});

describe('what is switched off', () => {
	const active = (index: number) => screen.getAllByRole('checkbox', { name: 'Active' })[index]!;
	const inUse = (overrides: Partial<Course> = {}) => {
		const { steps, ...rest } = course({ students: 2, ...overrides });
		return { ...rest, steps: steps.map((step) => ({ ...step, isInUse: true })) };
	};

	test('asks first when it is the course, and says what that ends', async () => {
		const asked = await open({
			'/courses/12': [inUse({ cohorts: 3 }), inUse({ isActive: false, version: 4 })],
		});
		fireEvent.click(active(0));
		await click('Save');
		const dialog = within(screen.getByRole('dialog', { name: 'Switch off “Choir”?' }));
		expect(dialog.getByText(/Nobody can enroll in its 3 cohorts/)).toBeVisible();
		expect(dialog.getByText(/Payments that have been started are ended/)).toBeVisible();
		expect(dialog.getByText('2 students are enrolled and stay, with all sessions.')).toBeVisible();
		await click('Cancel');
		expect(sent(asked)).toEqual([]);
		expect(active(0)).not.toBeChecked();
		await click('Save');
		await click('Switch off and save');
		expect(sent(asked)).toEqual([
			['/courses/12', expect.objectContaining({ isActive: false, version: 3 })],
		]);
		expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
	});

	test('asks also who saves over somebody that has put the course on sale meanwhile', async () => {
		const current = inUse({ version: 4, cohorts: 3 });
		const asked = await open({
			'/courses/12': [
				inUse({ isActive: false }),
				new Refused('version_conflict', { current }),
				inUse({ isActive: false, version: 5 }),
			],
		});
		fireEvent.change(courseTitle(), { target: { value: 'Mine' } });
		await click('Save');
		await click('Save mine');
		const dialog = within(screen.getByRole('dialog', { name: 'Switch off “Choir”?' }));
		expect(dialog.getByText(/Nobody can enroll in its 3 cohorts/)).toBeVisible();
		expect(sent(asked)).toHaveLength(1);
		await click('Switch off and save');
		expect(sent(asked)[1]).toEqual([
			'/courses/12',
			expect.objectContaining({ isActive: false, version: 4 }),
		]);
	});

	test('asks first when it is a step that students have', async () => {
		const asked = await open({ '/courses/12': [inUse()] });
		fireEvent.click(active(1));
		await click('Save');
		const dialog = within(screen.getByRole('dialog', { name: 'Switch off 1 step?' }));
		expect(dialog.getByText(/^Week 1 stays with students who have booked it/)).toBeVisible();
		await click('Switch off and save');
		expect(sent(asked)).toHaveLength(1);
	});

	test.each([
		['a step that nobody has', course({ students: 2 }), 1],
		['a step of a course without students', inUse({ students: 0 }), 1],
		['a course that is switched on', inUse({ isActive: false }), 0],
	])('does not ask about %s', async (_, saved, index) => {
		const asked = await open({ '/courses/12': [saved] });
		fireEvent.click(active(index));
		await click('Save');
		expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
		expect(sent(asked)).toHaveLength(1);
	});
});

test('nobody is asked about changes of a course that they have deleted', async () => {
	const ask = jest.spyOn(window, 'confirm');
	window.location.hash = '/12';
	answerRest(routes({ '/courses/12?version=3': [undefined], '/courses/12': [course()] }));
	render(
		<Router hook={useGuardedLocation}>
			<Route path="/12">
				<EditCourse id="12" />
			</Route>
		</Router>,
	);
	await settle();
	rename('New');
	await click('Delete');
	await click('Delete course');
	expect(window.location.hash).toBe('#/');
	expect(ask).not.toHaveBeenCalled();
});

describe('a new course', () => {
	const openNew = async (more: Record<string, unknown[]> = {}) => {
		const asked = answerRest(routes(more));
		render(<NewCourse />);
		await settle();
		return asked;
	};

	test('gets a code made of its title until somebody types one', async () => {
		await openNew();
		rename('Writing that Works');
		expect(screen.getByLabelText('Code')).toHaveValue('WRITING-THAT-WORKS');
		fireEvent.change(screen.getByLabelText('Code'), { target: { value: 'WRITE' } });
		rename('Writing that Works well');
		expect(screen.getByLabelText('Code')).toHaveValue('WRITE');
		fireEvent.change(screen.getByLabelText('Code'), { target: { value: '' } });
		rename('Again');
		expect(screen.getByLabelText('Code')).toHaveValue('AGAIN');
	});

	test('is sent with its steps, and opened when it is there', async () => {
		const asked = await openNew({ '/courses': [course()] });
		rename('Choir');
		fireEvent.change(screen.getAllByLabelText('Title')[1]!, { target: { value: 'Begin' } });
		await click('Add step');
		await click('Create course');
		expect(sent(asked)).toEqual([
			[
				'/courses',
				{
					code: 'CHOIR',
					title: 'Choir',
					isActive: true,
					pageId: null,
					steps: [
						{ id: null, label: 'Week 1', title: 'Begin', isActive: true, groupClassIds: [] },
						{ id: null, label: 'Week 2', title: '', isActive: true, groupClassIds: [] },
					],
				},
			],
		]);
		expect(window.location.pathname).toBe('/12');
	});

	test('whose code is taken hears of it at the code', async () => {
		await openNew({ '/courses': [new Refused('code_taken')] });
		rename('Choir');
		await click('Create course');
		expect(screen.getByLabelText('Code')).toBeInvalid();
	});
});

const isUsable = (field: HTMLElement) => !field.matches(':disabled, [aria-disabled=true]');

test('whoever may only look reads a course with its price and steps, and can change nothing', async () => {
	giveAdminSettings({ canManage: false, canPublishPages: true });
	await open({ '/courses/12': [course({ price: FREE })] });
	expect(courseTitle()).toHaveValue('Choir');
	expect(screen.getByText('Free')).toBeVisible();
	for (const role of ['textbox', 'checkbox', 'combobox'] as const) {
		expect(screen.getAllByRole(role).filter(isUsable)).toEqual([]);
	}
	expect(screen.queryAllByRole('button').filter(isUsable)).toEqual([]);
	expect(screen.queryByText(/^(Save|Delete|Add step|Change price|Remove price|Create a page)$/)).toBeNull();
	expect(screen.queryByRole('link', { name: /^Add/ })).toBeNull();
});
