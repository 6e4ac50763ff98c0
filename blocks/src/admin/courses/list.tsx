import { Button } from '@wordpress/components';
import type { Action, Field } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { CourseListItem } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { ListView, useList } from '../shared/list-view';
import { priceText } from '../shared/money';
import { Page } from '../shared/page';
import { StatusMark } from '../shared/status-mark';
import { activeField, rowActions, tableView } from '../shared/table-view';
import { DeleteCourseDialog } from './delete-dialog';

const NARROW = { width: '1%', align: 'end' } as const;

const VIEW = tableView({
	title: 'title',
	columns: ['code', 'price', 'steps', 'cohorts', 'students', 'isActive'],
	sort: { field: 'title', direction: 'asc' },
	styles: { steps: NARROW, cohorts: NARROW, students: NARROW, isActive: { minWidth: '96px' } },
});

const fields = (): Field<CourseListItem>[] => [
	{ id: 'title', label: __('Title', 'cohort-enrollment'), enableGlobalSearch: true, enableHiding: false },
	{ id: 'code', label: __('Code', 'cohort-enrollment') },
	{
		id: 'price',
		label: __('Price', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) =>
			item.price ? (
				<span>{priceText(item.price)}</span>
			) : (
				<StatusMark tone="warning" label={priceText(null)} />
			),
	},
	{ id: 'steps', label: __('Steps', 'cohort-enrollment'), type: 'integer', enableSorting: false },
	{ id: 'cohorts', label: __('Cohorts', 'cohort-enrollment'), type: 'integer', enableSorting: false },
	{ id: 'students', label: __('Students', 'cohort-enrollment'), type: 'integer' },
	activeField(),
];

const actions = (reload: () => void): Action<CourseListItem>[] =>
	rowActions(({ item, onClose }) => (
		<DeleteCourseDialog course={item} onDeleted={reload} onClose={onClose} />
	));

/** All courses. */
export const CourseList = () => {
	const list = useList<CourseListItem>({ path: '/courses', view: VIEW });
	const { reload } = list.resource;
	const columns = useMemo(fields, []);
	const commands = useMemo(() => actions(reload), [reload]);
	const { canManage } = adminSettings();
	const add = (
		<Button __next40pxDefaultSize variant="primary" href="#/new">
			{__('Add course', 'cohort-enrollment')}
		</Button>
	);
	return (
		<Page title={__('Courses', 'cohort-enrollment')} actions={canManage && add}>
			<ListView
				list={list}
				label={__('Courses', 'cohort-enrollment')}
				fields={columns}
				actions={canManage ? commands : []}
				getItemId={({ id }) => String(id)}
				getItemUrl={({ id }) => `#/${id}`}
				searchLabel={__('Search courses', 'cohort-enrollment')}
				empty={
					<div className="ce-admin__empty">
						<h2>{__('No course yet', 'cohort-enrollment')}</h2>
						<p>
							{__(
								'A course is what you teach: a title, a price and steps in order. Students buy it for one of its cohorts, which has the dates.',
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
