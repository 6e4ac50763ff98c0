import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Course } from '@cohort-enrollment/sidecar/contract';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { ProblemNotice } from '../shared/problem-notice';
import type { Form } from '../shared/use-form';
import { moveStep, newStep, type CourseDraft, type StepDraft } from './course-draft';
import { SortableSteps } from './sortable-steps';
import { StepFields } from './step-fields';
import { useClasses } from './use-classes';

const MOST_STEPS = 100;

interface StepsCardProps {
	form: Form<CourseDraft>;
	/** As it is saved; undefined for a new one. */
	course: Course | undefined;
}

/** What happens to students when the steps of a course that they have change. */
const StudentsNote = ({ students }: { students: number }) =>
	students === 0 ? null : (
		<p className="ce-admin__note">
			{sprintf(
				/* translators: %d: number of students. */
				_n(
					'%d student has this course.',
					'%d students have this course.',
					students,
					'cohort-enrollment',
				),
				students,
			)}{' '}
			{__(
				'Students of cohorts that are not over get new steps to book as soon as you save; then give those steps a date in the schedules of the cohorts. A step that you switch off stays with students who have booked it; all others do not see it any more.',
				'cohort-enrollment',
			)}
		</p>
	);

/** The steps of a course: words, order, classes. */
export const StepsCard = ({ form, course }: StepsCardProps) => {
	const { values, set, error } = form;
	const { steps } = values;
	const classes = useClasses();
	const { canManage } = adminSettings();
	const change = (key: string, edit: Partial<StepDraft>) =>
		set({ steps: steps.map((step) => (step.key === key ? { ...step, ...edit } : step)) });
	const move = (from: number, to: number) => set({ steps: moveStep(steps, from, to) });
	const add = () => {
		/* translators: Label of a new step. %d: its number. */
		const label = sprintf(__('Week %d', 'cohort-enrollment'), steps.length + 1);
		set({ steps: [...steps, newStep(label)] });
	};
	const savedStep = (id: number | null) => course?.steps.find((step) => step.id === id);
	const refusedStep = error?.code === 'in_use' ? error.data.stepId : undefined;
	const hasNoClass = classes.data?.length === 0;
	return (
		<Card
			title={__('Steps', 'cohort-enrollment')}
			description={__(
				'What students attend, in this order, such as one session a week. A step that can be taken in several weekly classes lets students choose the time.',
				'cohort-enrollment',
			)}
		>
			<StudentsNote students={course?.students ?? 0} />
			{classes.error && <ProblemNotice error={classes.error} onRetry={classes.reload} />}
			{hasNoClass && (
				<p className="ce-admin__note">
					{__('There is no weekly class yet that a step could take place in.', 'cohort-enrollment')}{' '}
					{canManage && (
						<a href={screenUrl('group-classes', '/new')}>
							{__('Add a class', 'cohort-enrollment')}
						</a>
					)}
				</p>
			)}
			<SortableSteps steps={steps} isDisabled={!canManage} onMove={move}>
				{(step, index) => (
					<StepFields
						step={step}
						saved={savedStep(step.id)}
						place={{ index, last: steps.length - 1 }}
						names={classes.names}
						isRefused={refusedStep !== undefined && refusedStep === step.id}
						problemOf={(field) => form.problemOf(`steps.${index}.${field}`)}
						onChange={(edit) => change(step.key, edit)}
						onMove={(to) => move(index, to)}
						onRemove={() => set({ steps: steps.filter(({ key }) => key !== step.key) })}
					/>
				)}
			</SortableSteps>
			{steps.length === 0 && <p>{__('No step yet.', 'cohort-enrollment')}</p>}
			{canManage && (
				<div className="ce-admin__buttons">
					<Button
						__next40pxDefaultSize
						variant="secondary"
						accessibleWhenDisabled
						disabled={steps.length >= MOST_STEPS}
						onClick={add}
					>
						{__('Add step', 'cohort-enrollment')}
					</Button>
				</div>
			)}
		</Card>
	);
};
