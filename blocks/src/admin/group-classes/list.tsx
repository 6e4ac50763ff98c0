import { Button } from '@wordpress/components';
import type { Action, Field } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { GroupClass } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { ListView, useList } from '../shared/list-view';
import { Page } from '../shared/page';
import { activeField, rowActions, tableView } from '../shared/table-view';
import { clockRange, weekday } from '../shared/times';
import { DeleteClassDialog } from './delete-dialog';

const VIEW = tableView({
	title: 'name',
	columns: ['dayOfWeek', 'maxStudents', 'instructor', 'steps', 'isActive'],
	sort: { field: 'name', direction: 'asc' },
});

const stepsText = ({ steps }: GroupClass): string =>
	steps.length === 0
		? '—'
		: /* translators: %d: number of steps of courses. */
			sprintf(_n('%d step', '%d steps', steps.length, 'cohort-enrollment'), steps.length);

const fields = (): Field<GroupClass>[] => [
	{ id: 'name', label: __('Name', 'cohort-enrollment'), enableGlobalSearch: true, enableHiding: false },
	{
		id: 'dayOfWeek',
		label: __('Time', 'cohort-enrollment'),
		render: ({ item }) => (
			<span>
				{weekday(item.dayOfWeek)}, {clockRange(item.startTime, item.endTime)}
				<small className="ce-admin__aside">{item.timezone.replace(/_/g, ' ')}</small>
			</span>
		),
	},
	{ id: 'maxStudents', label: __('Seats', 'cohort-enrollment'), type: 'integer' },
	{
		id: 'instructor',
		label: __('Instructor', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <span>{item.instructor ?? '—'}</span>,
	},
	{
		id: 'steps',
		label: __('Used by', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <span>{stepsText(item)}</span>,
	},
	activeField(),
];

const actions = (reload: () => void): Action<GroupClass>[] =>
	rowActions(({ item, onClose }) => (
		<DeleteClassDialog groupClass={item} onDeleted={reload} onClose={onClose} />
	));

/** All weekly classes. */
export const GroupClassList = () => {
	const list = useList<GroupClass>({ path: '/group-classes', view: VIEW });
	const { reload } = list.resource;
	const columns = useMemo(fields, []);
	const commands = useMemo(() => actions(reload), [reload]);
	const { canManage } = adminSettings();
	const add = (
		<Button __next40pxDefaultSize variant="primary" href="#/new">
			{__('Add class', 'cohort-enrollment')}
		</Button>
	);
	return (
		<Page title={__('Weekly classes', 'cohort-enrollment')} actions={canManage && add}>
			<ListView
				list={list}
				label={__('Weekly classes', 'cohort-enrollment')}
				fields={columns}
				actions={canManage ? commands : []}
				getItemId={({ id }) => String(id)}
				getItemUrl={({ id }) => `#/${id}`}
				searchLabel={__('Search classes', 'cohort-enrollment')}
				empty={
					<div className="ce-admin__empty">
						<h2>{__('No weekly class yet', 'cohort-enrollment')}</h2>
						<p>
							{__(
								'A weekly class is a fixed time in the week, such as “Tuesdays at 18:30”. Steps of courses take place in classes; with several classes students choose the time that suits them.',
								'cohort-enrollment',
							)}
						</p>
						{canManage && add}
					</div>
				}
			/>
		</Page>
	);
};
