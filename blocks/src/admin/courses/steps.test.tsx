import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from '@wordpress/element';
import type { CourseStep, GroupClass } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { groupClass } from '../../../test/group-class';
import { newStep, type StepDraft } from './course-draft';
import { announcements } from './sortable-steps';
import { StepFields } from './step-fields';
import { nameClasses } from './use-classes';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

beforeEach(() => giveAdminSettings());

const classOf = (id: number, overrides: Partial<GroupClass> = {}): GroupClass =>
	groupClass({ id, name: `Class ${id}`, ...overrides });

describe('the names of weekly classes', () => {
	test('say when it is, and lead back to the class', () => {
		const names = nameClasses([classOf(1, { name: 'Evening' })]);
		const name = names.nameOf(1) ?? '';
		expect(name).toMatch(/^Evening · Tue 6:30\sPM – 8:00\sPM$/);
		expect([names.idOf(name), names.nameOf(2), names.idOf('Morning')]).toEqual([1, undefined, undefined]);
	});

	test('are different even where two classes are the same', () => {
		const names = nameClasses([classOf(1, { name: 'Twin' }), classOf(2, { name: 'Twin' })]);
		expect(names.nameOf(1)).toMatch(/Europe\/Berlin #1$/);
		expect(names.idOf(names.nameOf(2) ?? '')).toBe(2);
	});

	test('are offered of active classes only', () => {
		const names = nameClasses([classOf(1), classOf(2, { isActive: false })]);
		expect(names.active).toEqual([names.nameOf(1)]);
		expect(names.nameOf(2)).toBeDefined();
	});
});

describe('what is heard while a step is moved', () => {
	const steps: StepDraft[] = [
		{ ...newStep('Week 1'), title: 'Begin' },
		{ ...newStep('Week 2'), title: '' },
		newStep('Week 3'),
	];
	const at = (index: number) => ({ id: steps[index]?.key ?? '' }) as never;
	const { onDragStart, onDragOver, onDragEnd, onDragCancel } = announcements(steps, { current: undefined });

	test('names the step and its place', () => {
		expect(onDragStart({ active: at(0) })).toBe('Week 1: Begin is picked up at place 1 of 3.');
		expect(onDragOver({ active: at(0), over: at(0) })).toBeUndefined();
		expect(onDragOver({ active: at(0), over: at(2) })).toBe('Week 1: Begin is now at place 3 of 3.');
		expect(onDragEnd({ active: at(1), over: at(0) })).toBe('Week 2 is now at place 1 of 3.');
		expect(onDragCancel({ active: at(1), over: null })).toBe('Week 2 is back where it was.');
	});
});

const names = nameClasses([classOf(1), classOf(2), classOf(3)]);
const saved = (overrides: Partial<CourseStep> = {}): CourseStep => ({
	id: 5,
	stepOrder: 1,
	label: 'Week 1',
	title: 'Begin',
	isActive: true,
	groupClassIds: [1, 2],
	isInUse: true,
	usedGroupClassIds: [2],
	...overrides,
});

const onMove = jest.fn();
const onRemove = jest.fn();
beforeEach(() => jest.clearAllMocks());

const show = (step: CourseStep | null = saved(), place = { index: 1, last: 2 }) => {
	const latest: { step: StepDraft } = {
		step: step ? { ...step, key: '5' } : { ...newStep('Week 9'), groupClassIds: [] },
	};
	const Example = () => {
		const [draft, setDraft] = useState(latest.step);
		latest.step = draft;
		return (
			<StepFields
				step={draft}
				saved={step ?? undefined}
				place={place}
				names={names}
				isRefused={false}
				problemOf={() => undefined}
				onChange={(edit) => setDraft((old) => ({ ...old, ...edit }))}
				onMove={onMove}
				onRemove={onRemove}
			/>
		);
	};
	render(<Example />);
	return latest;
};
const takeOut = (name: string) => {
	const token = screen
		.getByText(name, { selector: '[aria-hidden]' })
		.closest('.components-form-token-field__token');
	fireEvent.click(within(token as HTMLElement).getByRole('button'));
};
const openMenu = async () => {
	fireEvent.click(screen.getByRole('button', { name: /^More for/ }));
	await act(() => Promise.resolve());
};

describe('the classes of a step', () => {
	test('can be taken out', () => {
		const latest = show();
		takeOut(names.nameOf(1) ?? '');
		expect(latest.step.groupClassIds).toEqual([2]);
	});

	test('stay when a cohort offers them, and the reason is said', () => {
		const latest = show();
		takeOut(names.nameOf(2) ?? '');
		expect(latest.step.groupClassIds).toEqual([1, 2]);
		expect(screen.getByRole('status')).toHaveTextContent(/stays: a cohort has it in its schedule/);
	});

	test('are missed while there is none', () => {
		show(saved({ groupClassIds: [], usedGroupClassIds: [] }));
		expect(screen.getByRole('status')).toHaveTextContent('Without a class the step cannot take place.');
	});
});

describe('the menu of a step', () => {
	test('moves it by one, and not past the ends', async () => {
		show(saved(), { index: 0, last: 2 });
		await openMenu();
		expect(screen.getByRole('menuitem', { name: 'Move up' })).toHaveAttribute('aria-disabled', 'true');
		fireEvent.click(screen.getByRole('menuitem', { name: 'Move down' }));
		expect(onMove).toHaveBeenCalledWith(1);
	});

	test('does not remove a step that is in use, and says what to do instead', async () => {
		show();
		await openMenu();
		const item = screen.getByRole('menuitem', { name: /Remove step/ });
		expect(item).toHaveAttribute('aria-disabled', 'true');
		fireEvent.click(item);
		expect(onRemove).not.toHaveBeenCalled();
		expect(item).toHaveTextContent('Switch it off instead.');
	});

	test('removes one that is new', async () => {
		show(null);
		await openMenu();
		fireEvent.click(screen.getByRole('menuitem', { name: 'Remove step' }));
		expect(onRemove).toHaveBeenCalled();
	});

	test('is not there for whoever may only look', () => {
		giveAdminSettings({ canManage: false });
		show();
		expect(screen.queryByRole('button', { name: /^More for/ })).not.toBeInTheDocument();
	});
});
