import { Button } from '@wordpress/components';
import type { Field } from '@wordpress/dataviews/wp';
import { useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { RosterEntry, RosterResponse } from '@cohort-enrollment/sidecar/contract';
import { CohortTabs } from '../cohorts/cohort-tabs';
import { adminSettings } from '../settings';
import { filtersOf, ListView, useList } from '../shared/list-view';
import { Page } from '../shared/page';
import { ProblemNotice } from '../shared/problem-notice';
import { StatusMark } from '../shared/status-mark';
import { instantText } from '../shared/times';
import { EnrollDialog } from './enroll-dialog';
import {
	paymentTone,
	paymentWord,
	STATUS_TONE,
	STEP_STATUSES,
	statusWord,
	stepWord,
	studentName,
} from '../shared/status-words';
import { StepProgress } from './step-progress';
import { useExport } from './use-export';
import { tableView } from '../shared/table-view';

const VIEW = tableView({
	title: 'name',
	description: 'email',
	columns: ['bookedSteps', 'status', 'purchasedAt'],
	// The newest first: of a hundred thousand the only order that needs no sorting.
	sort: { field: 'purchasedAt', direction: 'desc' },
});

/** The payment says nothing that the enrollment's own status does not. */
const isSettled = ({ status, paymentState, reason }: RosterEntry): boolean =>
	paymentState === 'enrolled' ||
	(status === 'REFUNDED' && paymentState === 'refunded') ||
	(status === 'CANCELLED' && paymentState === 'cancelled' && reason === 'kept_by_staff');

const Status = ({ entry }: { entry: RosterEntry }) => (
	<span className="ce-admin__marks">
		<StatusMark tone={STATUS_TONE[entry.status]} label={statusWord(entry.status)} />
		{!isSettled(entry) && <StatusMark tone={paymentTone(entry)} label={paymentWord(entry)} />}
	</span>
);

const columns = (timezone: string): Field<RosterEntry>[] => [
	{
		id: 'name',
		label: __('Name', 'cohort-enrollment'),
		enableGlobalSearch: true,
		enableHiding: false,
		getValue: ({ item }) => studentName(item.name),
	},
	{ id: 'email', label: __('Email', 'cohort-enrollment') },
	{
		id: 'bookedSteps',
		label: __('Steps booked', 'cohort-enrollment'),
		render: ({ item }) => <StepProgress progress={item} timezone={timezone} />,
	},
	{
		id: 'status',
		label: __('Status', 'cohort-enrollment'),
		render: ({ item }) => <Status entry={item} />,
	},
	{
		id: 'purchasedAt',
		label: __('Enrolled', 'cohort-enrollment'),
		render: ({ item }) => <span>{instantText(item.purchasedAt, timezone)}</span>,
	},
];

const filter = (id: string, label: string, elements: { value: string; label: string }[]) => ({
	id,
	label,
	elements,
	enableSorting: false,
	enableHiding: false,
	filterBy: { operators: ['is' as const], isPrimary: id === 'show' },
	getValue: () => '',
});

const filters = (steps: RosterResponse['cohort']['steps']): Field<RosterEntry>[] => [
	filter('show', __('Show', 'cohort-enrollment'), [
		{ value: 'live', label: __('With a seat', 'cohort-enrollment') },
		{ value: 'incomplete', label: __('With something to book', 'cohort-enrollment') },
		{ value: 'ended', label: __('Ended', 'cohort-enrollment') },
		{ value: 'all', label: __('All', 'cohort-enrollment') },
	]),
	filter(
		'stepId',
		__('Step', 'cohort-enrollment'),
		steps.map(({ stepId, stepLabel }) => ({ value: String(stepId), label: stepLabel })),
	),
	filter(
		'stepStatus',
		__('Step status', 'cohort-enrollment'),
		STEP_STATUSES.map((status) => ({ value: status, label: stepWord(status) })),
	),
];

/** Who is enrolled in a cohort. */
export const RosterList = ({ cohortId }: { cohortId: string }) => {
	const path = `/cohorts/${encodeURIComponent(cohortId)}/roster`;
	const list = useList<RosterEntry, RosterResponse>({ path, view: VIEW });
	const [isEnrolling, setIsEnrolling] = useState(false);
	const { cohort } = list.resource.data ?? {};
	const fields = useMemo(
		() => [...columns(cohort?.timezone ?? 'UTC'), ...filters(cohort?.steps ?? [])],
		[cohort],
	);
	const enroll = (
		<Button __next40pxDefaultSize variant="primary" onClick={() => setIsEnrolling(true)}>
			{__('Enroll by hand', 'cohort-enrollment')}
		</Button>
	);
	const closeEnrolling = (): void => {
		setIsEnrolling(false);
		// A payment that has just arrived may have enrolled the student instead.
		list.resource.reload();
	};
	const { canManage } = adminSettings();
	const file = useExport(cohortId, { ...filtersOf(list.view), search: list.view.search ?? '' });
	const startExport = () => void file.start();
	return (
		<Page
			title={cohort?.name ?? __('Roster', 'cohort-enrollment')}
			back={{ href: '#/', label: __('Cohorts', 'cohort-enrollment') }}
			tabs={<CohortTabs cohortId={cohortId} current="roster" />}
			actions={
				<>
					<Button
						__next40pxDefaultSize
						accessibleWhenDisabled
						variant="secondary"
						isBusy={file.isBusy}
						disabled={file.isBusy}
						onClick={startExport}
					>
						{__('Export CSV', 'cohort-enrollment')}
					</Button>
					{canManage && cohort && enroll}
				</>
			}
		>
			{file.error && <ProblemNotice error={file.error} onRetry={startExport} />}
			<ListView
				list={list}
				label={__('Roster', 'cohort-enrollment')}
				fields={fields}
				getItemId={({ packageId }) => String(packageId)}
				getItemUrl={({ packageId }) => `#/${cohortId}/roster/${packageId}`}
				searchLabel={__('Search students', 'cohort-enrollment')}
				empty={
					<div className="ce-admin__empty">
						<h2>{__('Nobody is enrolled yet', 'cohort-enrollment')}</h2>
						<p>
							{__(
								'Students appear here as soon as they have paid. You can also enroll somebody by hand, without payment.',
								'cohort-enrollment',
							)}
						</p>
						{canManage && enroll}
					</div>
				}
			/>
			{isEnrolling && cohort && <EnrollDialog cohort={cohort} onClose={closeEnrolling} />}
		</Page>
	);
};
