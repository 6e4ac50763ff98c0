import { useId } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ScheduleStep } from '@cohort-enrollment/sidecar/contract';
import { screenUrl } from '../../settings';
import { StatusMark } from '../../shared/status-mark';
import { ProblemList } from './problem-list';
import { shownOptions } from './schedule-draft';
import { SessionCell } from './session-cell';
import type { ScheduleForm } from './use-schedule-form';

/** A step of the course with its sessions. */
export const StepRow = ({ form, step }: { form: ScheduleForm; step: ScheduleStep }) => {
	const heading = useId();
	const { schedule, values } = form;
	const problems = schedule.problems.filter(({ stepId }) => stepId === step.stepId);
	const options = shownOptions(step, values);
	return (
		<section className="ce-admin__schedule-step" aria-labelledby={heading}>
			<div className="ce-admin__schedule-head">
				<h3 id={heading}>
					{step.label}
					<small>{step.title}</small>
				</h3>
				{!step.isActive && (
					<StatusMark tone="quiet" label={__('Inactive step', 'cohort-enrollment')} />
				)}
				<ProblemList
					problems={problems.filter(({ stepOptionId }) => stepOptionId === null)}
					schedule={schedule}
				/>
			</div>
			<div className="ce-admin__cells">
				{options.map((option) => (
					<SessionCell
						key={option.stepOptionId}
						form={form}
						option={option}
						problems={problems.filter(({ stepOptionId }) => stepOptionId === option.stepOptionId)}
					/>
				))}
				{options.length === 0 && (
					<p>
						{__('No class is chosen for this step.', 'cohort-enrollment')}{' '}
						<a href={screenUrl('courses', `/${schedule.courseId}`)}>
							{__('Choose classes in the course', 'cohort-enrollment')}
						</a>
					</p>
				)}
			</div>
		</section>
	);
};
