import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { AttentionSignal } from '@cohort-enrollment/sidecar/contract';
import { adminTask } from '../../../test/admin-task';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Refused } from '../../../test/rest';
import { AttentionPage } from './attention-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const OPEN = '/admin/tasks?status=open&page=1&perPage=10';
const RESOLVED = '/admin/tasks?status=resolved&page=1&perPage=10';
const ATTENTION = '/admin/attention';
const WELL = { openTasks: 0, signals: [] };

const list = (...items: ReturnType<typeof adminTask>[]) => ({
	items,
	total: items.length,
	page: 1,
	perPage: 10,
});

beforeEach(() => giveAdminSettings());

const settle = (start: () => void = () => undefined) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const show = async (routes: Record<string, unknown[]>) => {
	const asked = answerRest(routes);
	render(<AttentionPage />);
	await settle();
	return asked;
};

test('where nothing is wrong nobody is needed', async () => {
	await show({ [ATTENTION]: [WELL], [OPEN]: [list()] });
	expect(screen.getByRole('heading', { name: 'Nothing needs you' })).toBeVisible();
});

test('a fault without a task is no reason to say that nobody is needed', async () => {
	const signal: AttentionSignal = {
		code: 'class_full',
		severity: 'warning',
		cohortId: 5,
		data: {
			course: 'Writing',
			cohort: 'Fall',
			step: 'Week 1',
			class: 'Tuesday',
			classLeft: 1,
			cohortLeft: 4,
		},
	};
	await show({ [ATTENTION]: [{ openTasks: 0, signals: [signal] }], [OPEN]: [list()] });
	expect(screen.queryByText('Nothing needs you')).not.toBeInTheDocument();
	expect(
		screen.getByRole('heading', { name: /^Warning: Tuesday has fewer seats left than Fall/ }),
	).toBeVisible();
	expect(screen.getByRole('link', { name: 'Open the schedule' })).toHaveAttribute(
		'href',
		'https://school.example/wp-admin/admin.php?page=cohorts#/5/schedule',
	);
});

test('of many faults the first are shown, and how many there are more', async () => {
	const signals = Array.from({ length: 11 }, (): AttentionSignal => ({
		code: 'schema_ahead',
		severity: 'warning',
		cohortId: null,
		data: {},
	}));
	await show({ [ATTENTION]: [{ openTasks: 0, signals }], [OPEN]: [list()] });
	expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(8);
	expect(screen.getByText('And 3 more.')).toBeVisible();
});

test('a task that is done leaves the list, and the focus stays in it', async () => {
	const asked = await show({
		[ATTENTION]: [WELL],
		[OPEN]: [list(adminTask()), list()],
		'/tasks/7/replay': [adminTask({ status: 'resolved', replay: null })],
	});
	await settle(() => fireEvent.click(screen.getByRole('button', { name: 'Send the refund again' })));
	const dialog = screen.getByRole('dialog');
	await settle(() =>
		fireEvent.click(within(dialog).getByRole('button', { name: 'Send the refund again' })),
	);
	expect(screen.queryByText('A refund did not go through (#7)')).not.toBeInTheDocument();
	expect(screen.getByRole('region', { name: 'Tasks' })).toHaveFocus();
	expect(asked.filter(({ path }) => path.endsWith(OPEN))).toHaveLength(2);
});

test('resolved tasks are shown when asked for, and an empty list of them praises nobody', async () => {
	await show({ [ATTENTION]: [WELL], [OPEN]: [list(adminTask())], [RESOLVED]: [list()] });
	await settle(() => fireEvent.change(screen.getByLabelText('Show'), { target: { value: 'resolved' } }));
	expect(screen.getByText('No task to show.')).toBeVisible();
	expect(screen.queryByText('Nothing needs you')).not.toBeInTheDocument();
});

test('when the faults cannot be read the tasks are shown all the same, and the other way round', async () => {
	await show({ [ATTENTION]: [new Refused('database_unavailable')], [OPEN]: [list(adminTask())] });
	expect(screen.getByText('A refund did not go through (#7)')).toBeVisible();
	expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
});
