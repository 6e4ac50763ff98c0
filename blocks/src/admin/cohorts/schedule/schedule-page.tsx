import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ClockChange, ScheduleResponse, ScheduleStep } from '@cohort-enrollment/sidecar/contract';
import { adminSettings, screenUrl } from '../../settings';
import { Card } from '../../shared/card';
import { FormPage } from '../../shared/form-page';
import { useNotify } from '../../shared/notifications';
import { Loaded, Page } from '../../shared/page';
import { read } from '../../shared/request';
import { StatusMark } from '../../shared/status-mark';
import { dateText } from '../../shared/times';
import { useResource } from '../../shared/use-resource';
import { CohortTabs } from '../cohort-tabs';
import { ClockChangeNote } from './clock-change-note';
import { fill, firstDate, missingOptions, shift, shownOptions, type ScheduleDraft } from './schedule-draft';
import { ShiftDialog } from './shift-dialog';
import { StepRow } from './step-row';
import { StudentsDialog } from './students-dialog';
import { useScheduleForm, type ScheduleForm } from './use-schedule-form';

const back = () => ({ href: '#/', label: __('Cohorts', 'cohort-enrollment') });

/** Whether students find a way through the course. */
const Marks = ({ problems }: Pick<ScheduleResponse, 'problems'>) => {
	const errors = problems.filter(({ severity }) => severity === 'error').length;
	const warnings = problems.length - errors;
	return (
		<>
			{errors > 0 && (
				<StatusMark
					tone="bad"
					/* translators: %d: number of things that keep students from buying or booking. */
					label={sprintf(_n('%d error', '%d errors', errors, 'cohort-enrollment'), errors)}
				/>
			)}
			{warnings > 0 && (
				<StatusMark
					tone="warning"
					/* translators: %d: number of things that may not be meant. */
					label={sprintf(_n('%d warning', '%d warnings', warnings, 'cohort-enrollment'), warnings)}
				/>
			)}
			{problems.length === 0 && <StatusMark tone="good" label={__('In order', 'cohort-enrollment')} />}
		</>
	);
};

const Tools = ({ form }: { form: ScheduleForm }) => {
	const { schedule, values, set } = form;
	const [isShifting, setIsShifting] = useState(false);
	const missing = missingOptions(schedule, values).length;
	const isEmpty = Object.values(values.sessions).every((session) => session === null);
	return (
		<div className="ce-admin__buttons">
			<Button
				__next40pxDefaultSize
				variant={missing > 0 && isEmpty ? 'primary' : 'secondary'}
				accessibleWhenDisabled
				disabled={missing === 0}
				onClick={() => set(fill(schedule, values))}
			>
				{__('Fill from the weekly classes', 'cohort-enrollment')}
			</Button>
			<Button
				__next40pxDefaultSize
				variant="tertiary"
				accessibleWhenDisabled
				disabled={isEmpty}
				onClick={() => setIsShifting(true)}
			>
				{__('Move all…', 'cohort-enrollment')}
			</Button>
			{isShifting && (
				<ShiftDialog
					onShift={(days) => set(shift(schedule, values, days))}
					onClose={() => setIsShifting(false)}
				/>
			)}
		</div>
	);
};

/** Changes of the clocks between the step before and this one. */
const changesBefore = (
	step: ScheduleStep,
	{ clockChanges }: ScheduleResponse,
	{ draft, shown }: { draft: ScheduleDraft; shown: ReadonlySet<ClockChange> },
): ClockChange[] => {
	const date = firstDate(step, draft);
	return clockChanges.filter((change) => !shown.has(change) && date !== '' && change.date <= date);
};

const Steps = ({ form }: { form: ScheduleForm }) => {
	const { schedule, values } = form;
	const shown = new Set<ClockChange>();
	const steps = schedule.steps.filter((step) => step.isActive || shownOptions(step, values).length > 0);
	return (
		<>
			{steps.map((step) => {
				const changes = changesBefore(step, schedule, { draft: values, shown });
				changes.forEach((change) => shown.add(change));
				return (
					<div key={step.stepId}>
						{changes.map((change) => (
							<ClockChangeNote key={`${change.timezone} ${change.date}`} change={change} />
						))}
						<StepRow form={form} step={step} />
					</div>
				);
			})}
		</>
	);
};

const Empty = ({ courseId }: Pick<ScheduleResponse, 'courseId'>) => (
	<div className="ce-admin__empty">
		<h3>{__('The course has no steps yet', 'cohort-enrollment')}</h3>
		<p>
			{__(
				'Give the course steps, and weekly classes in which they can be taken. Their dates are planned here.',
				'cohort-enrollment',
			)}
		</p>
		<Button __next40pxDefaultSize variant="primary" href={screenUrl('courses', `/${courseId}`)}>
			{__('Go to the course', 'cohort-enrollment')}
		</Button>
	</div>
);

interface LoadedScheduleProps {
	schedule: ScheduleResponse;
	onReplaced: (schedule: ScheduleResponse) => void;
}

const LoadedSchedule = ({ schedule, onReplaced }: LoadedScheduleProps) => {
	const notify = useNotify();
	const form = useScheduleForm(schedule, {
		onSaved: () => notify(__('The schedule was saved.', 'cohort-enrollment')),
		onReplaced,
	});
	const { canManage } = adminSettings();
	return (
		<FormPage
			title={schedule.cohortName}
			back={back()}
			mark={<Marks problems={schedule.problems} />}
			tabs={<CohortTabs cohortId={schedule.cohortId} current="schedule" />}
			form={form}
			saveLabel={__('Save schedule', 'cohort-enrollment')}
		>
			<Card
				title={__('Schedule', 'cohort-enrollment')}
				description={sprintf(
					/* translators: 1: title of a course. 2: first day of a cohort. 3: its last day. */
					__(
						'%1$s, from %2$s to %3$s. Times are those of each class’s own place.',
						'cohort-enrollment',
					),
					schedule.courseTitle,
					dateText(schedule.startDate),
					dateText(schedule.endDate),
				)}
				actions={canManage && schedule.steps.length > 0 && <Tools form={form} />}
			>
				{form.isDirty && (
					<p className="ce-admin__note" role="status">
						{__(
							'Errors and warnings are those of the saved schedule. They are looked at anew when you save.',
							'cohort-enrollment',
						)}
					</p>
				)}
				{schedule.steps.length === 0 ? <Empty courseId={schedule.courseId} /> : <Steps form={form} />}
			</Card>
			{form.question && <StudentsDialog form={form} question={form.question} />}
		</FormPage>
	);
};

/** When the steps of a cohort take place. */
export const SchedulePage = ({ id }: { id: string }) => {
	const path = `/cohorts/${encodeURIComponent(id)}/schedule`;
	const resource = useResource(path, () => read<ScheduleResponse>(path));
	if (!resource.data) {
		return (
			<Page
				title={__('Schedule', 'cohort-enrollment')}
				back={back()}
				tabs={<CohortTabs cohortId={id} current="schedule" />}
			>
				<Loaded resource={resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <LoadedSchedule schedule={resource.data} onReplaced={resource.replace} />;
};
