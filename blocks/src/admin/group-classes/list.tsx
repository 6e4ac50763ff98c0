import { Button } from '@wordpress/components';
import type { Action, Field, View } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { GroupClass } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { ListView, useList } from '../shared/list-view';
import { Page } from '../shared/page';
import { StatusMark } from '../shared/status-mark';
import { clockRange, weekday } from '../shared/times';
import { DeleteClassDialog } from './delete-dialog';

const VIEW: View = {
	type: 'table',
	page: 1,
	perPage: 20,
	search: '',
	sort: { field: 'name', direction: 'asc' },
	titleField: 'name',
	fields: ['dayOfWeek', 'maxStudents', 'instructor', 'steps', 'isActive'],
	filters: [],
	layout: { density: 'compact' },
};

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
	{
		id: 'isActive',
		label: __('Status', 'cohort-enrollment'),
		enableSorting: false,
		elements: [
			{ value: 'true', label: __('Active', 'cohort-enrollment') },
			{ value: 'false', label: __('Inactive', 'cohort-enrollment') },
		],
		filterBy: { operators: ['is'] },
		getValue: ({ item }) => String(item.isActive),
		render: ({ item }) =>
			item.isActive ? (
				<StatusMark tone="good" label={__('Active', 'cohort-enrollment')} />
			) : (
				<StatusMark tone="quiet" label={__('Inactive', 'cohort-enrollment')} />
			),
	},
];

const actions = (reload: () => void): Action<GroupClass>[] => [
	{
		id: 'edit',
		label: __('Edit', 'cohort-enrollment'),
		isPrimary: true,
		callback: ([item]) => {
			window.location.hash = `/${item?.id ?? ''}`;
		},
	},
	{
		id: 'delete',
		label: __('Delete', 'cohort-enrollment'),
		hideModalHeader: true,
		RenderModal: ({ items: [item], closeModal }) =>
			item ? (
				<DeleteClassDialog groupClass={item} onDeleted={reload} onClose={() => closeModal?.()} />
			) : (
				<></>
			),
	},
];

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
