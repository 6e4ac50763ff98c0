import { Button } from '@wordpress/components';
import type { Action, Field } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, _x, sprintf } from '@wordpress/i18n';
import type { CohortListItem, CourseListItem } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { ListView, useList } from '../shared/list-view';
import { priceText } from '../shared/money';
import { Page } from '../shared/page';
import { dateText } from '../shared/times';
import { AvailabilityMark } from './availability';
import { DeleteCohortDialog } from './delete-dialog';
import { othersText, takenText } from './seats-text';
import { courseText, useCourses } from './use-courses';
import { tableView } from '../shared/table-view';

const VIEW = tableView({
	title: 'name',
	description: 'courseTitle',
	columns: ['startDate', 'enrolled', 'price', 'availability'],
	sort: { field: 'startDate', direction: 'desc' },
});

/** What only filters: its parameter, and what there is to choose. */
const filter = (
	id: string,
	label: string,
	elements: { value: string; label: string }[],
): Field<CohortListItem> => ({
	id,
	label,
	elements,
	enableSorting: false,
	enableHiding: false,
	filterBy: { operators: ['is'] },
	getValue: () => '',
	render: () => null,
});

const Dates = ({ cohort: { startDate, endDate, timezone } }: { cohort: CohortListItem }) => (
	<span>
		{sprintf(
			/* translators: 1: first day. 2: last day. */
			__('%1$s – %2$s', 'cohort-enrollment'),
			dateText(startDate),
			dateText(endDate),
		)}
		<small className="ce-admin__aside">{timezone.replace(/_/g, ' ')}</small>
	</span>
);

const Seats = ({ cohort }: { cohort: CohortListItem }) => {
	const others = othersText(cohort);
	return (
		<span>
			{takenText(cohort)}
			{others !== '' && <small className="ce-admin__aside">{others}</small>}
		</span>
	);
};

const columns = (): Field<CohortListItem>[] => [
	{ id: 'name', label: __('Name', 'cohort-enrollment'), enableGlobalSearch: true, enableHiding: false },
	{ id: 'courseTitle', label: __('Course', 'cohort-enrollment') },
	{
		id: 'startDate',
		label: __('Dates', 'cohort-enrollment'),
		render: ({ item }) => <Dates cohort={item} />,
	},
	{
		id: 'enrolled',
		label: __('Seats taken', 'cohort-enrollment'),
		render: ({ item }) => <Seats cohort={item} />,
	},
	{
		id: 'price',
		label: __('Price', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <span>{item.price ? priceText(item.price) : '—'}</span>,
	},
	{
		id: 'availability',
		label: __('Enrollment', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <AvailabilityMark cohort={item} />,
	},
];

const filters = (courses: readonly CourseListItem[]): Field<CohortListItem>[] => [
	filter(
		'courseId',
		__('Course', 'cohort-enrollment'),
		courses.map((course) => ({ value: String(course.id), label: courseText(course) })),
	),
	filter('isActive', __('On sale', 'cohort-enrollment'), [
		{ value: 'true', label: __('Active', 'cohort-enrollment') },
		{ value: 'false', label: __('Inactive', 'cohort-enrollment') },
	]),
	filter('when', __('When', 'cohort-enrollment'), [
		{ value: 'upcoming', label: __('To come', 'cohort-enrollment') },
		{ value: 'running', label: __('Running', 'cohort-enrollment') },
		{ value: 'over', label: _x('Over', 'cohort', 'cohort-enrollment') },
	]),
];

const go = (path: string): void => {
	window.location.hash = path;
};

const actions = (reload: () => void, canManage: boolean): Action<CohortListItem>[] => [
	{
		id: 'roster',
		label: __('Roster', 'cohort-enrollment'),
		isPrimary: true,
		callback: ([item]) => go(`/${item?.id ?? ''}/roster`),
	},
	{
		id: 'schedule',
		label: __('Schedule', 'cohort-enrollment'),
		callback: ([item]) => go(`/${item?.id ?? ''}/schedule`),
	},
	...(canManage
		? [
				{
					id: 'delete',
					label: __('Delete', 'cohort-enrollment'),
					hideModalHeader: true,
					RenderModal: ({ items: [item], closeModal }) =>
						item ? (
							<DeleteCohortDialog
								cohort={item}
								onDeleted={reload}
								onClose={() => closeModal?.()}
							/>
						) : (
							<></>
						),
				} satisfies Action<CohortListItem>,
			]
		: []),
];

/** All cohorts. */
export const CohortList = () => {
	const list = useList<CohortListItem>({ path: '/cohorts', view: VIEW });
	const courses = useCourses().data;
	const { reload } = list.resource;
	const { canManage } = adminSettings();
	const fields = useMemo(() => [...columns(), ...filters(courses ?? [])], [courses]);
	const commands = useMemo(() => actions(reload, canManage), [reload, canManage]);
	const add = (
		<Button __next40pxDefaultSize variant="primary" href="#/new">
			{__('Add cohort', 'cohort-enrollment')}
		</Button>
	);
	return (
		<Page title={__('Cohorts', 'cohort-enrollment')} actions={canManage && add}>
			<ListView
				list={list}
				label={__('Cohorts', 'cohort-enrollment')}
				fields={fields}
				actions={commands}
				getItemId={({ id }) => String(id)}
				getItemUrl={({ id }) => `#/${id}`}
				searchLabel={__('Search cohorts', 'cohort-enrollment')}
				empty={
					<div className="ce-admin__empty">
						<h2>{__('No cohort yet', 'cohort-enrollment')}</h2>
						<p>
							{__(
								'A cohort is one run of a course: with dates, seats and a schedule. It is what students enroll in.',
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
