import { ToggleControl } from '@wordpress/components';
import type { Field } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { StudentSummary } from '@cohort-enrollment/sidecar/contract';
import { screenUrl } from '../settings';
import { ListView, useKept, useList } from '../shared/list-view';
import { Page } from '../shared/page';
import { tableView } from '../shared/table-view';

const VIEW = tableView({
	title: 'name',
	columns: ['email', 'packages'],
	sort: { field: 'name', direction: 'asc' },
});

const packagesText = ({ packages }: StudentSummary): string =>
	packages === 0
		? __('Not enrolled now', 'cohort-enrollment')
		: /* translators: %d: number of courses. */
			sprintf(_n('%d course', '%d courses', packages, 'cohort-enrollment'), packages);

const fields = (): Field<StudentSummary>[] => [
	{
		id: 'name',
		label: __('Name', 'cohort-enrollment'),
		enableGlobalSearch: true,
		enableHiding: false,
		getValue: ({ item }) => item.name || item.email,
	},
	{ id: 'email', label: __('Email', 'cohort-enrollment') },
	{
		id: 'packages',
		label: __('Enrolled in', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <span>{packagesText(item)}</span>,
	},
];

const Empty = () => (
	<div className="ce-admin__empty">
		<h2>{__('No student yet', 'cohort-enrollment')}</h2>
		<p>
			{__(
				'Whoever enrolls appears here. You can also enroll somebody by hand, in the roster of a cohort.',
				'cohort-enrollment',
			)}
		</p>
		<a href={screenUrl('cohorts')}>{__('Go to the cohorts', 'cohort-enrollment')}</a>
	</div>
);

/** Whom staff looks for: those who are or were enrolled, or every account of the site. */
export const StudentList = () => {
	const [isEverybody, setIsEverybody] = useKept('/students everybody', false);
	const list = useList<StudentSummary>({
		path: '/students',
		view: VIEW,
		query: { enrolled: !isEverybody },
	});
	const { view, setView } = list;
	const columns = useMemo(fields, []);
	const change = (everybody: boolean) => {
		setIsEverybody(everybody);
		setView({ ...view, page: 1 });
	};
	return (
		<Page title={__('Students', 'cohort-enrollment')}>
			<ListView
				list={list}
				label={__('Students', 'cohort-enrollment')}
				fields={columns}
				getItemId={({ id }) => String(id)}
				getItemUrl={({ id }) => `#/${id}`}
				searchLabel={__('Search students', 'cohort-enrollment')}
				header={
					<ToggleControl
						__nextHasNoMarginBottom
						label={__('Also accounts that never enrolled', 'cohort-enrollment')}
						checked={isEverybody}
						onChange={change}
					/>
				}
				empty={<Empty />}
			/>
		</Page>
	);
};
