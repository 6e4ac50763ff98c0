import { __, _n, sprintf } from '@wordpress/i18n';
import type { Course, CourseStep } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import type { CourseDraft } from './course-draft';

/** What a save takes from sale, or from students. */
export interface SwitchedOff {
	course: boolean;
	/** Those that students have. */
	steps: CourseStep[];
}

/** What is switched off in the form and not where it is saved; null when nobody would lose anything by it. */
export const switchedOffIn = (draft: CourseDraft, saved: Course): SwitchedOff | null => {
	const off = new Set(draft.steps.filter(({ isActive }) => !isActive).map(({ id }) => id));
	const course = saved.isActive && !draft.isActive;
	const steps = saved.steps.filter(
		({ id, isActive, isInUse }) => saved.students > 0 && isInUse && isActive && off.has(id),
	);
	return course || steps.length > 0 ? { course, steps } : null;
};

const CourseIsOff = ({ cohorts, students }: Pick<Course, 'cohorts' | 'students'>) => (
	<>
		<p>
			{cohorts === 0
				? __('Nobody can enroll until the course is switched on again.', 'cohort-enrollment')
				: sprintf(
						/* translators: %d: number of cohorts of a course. */
						_n(
							'Nobody can enroll in its %d cohort until the course is switched on again.',
							'Nobody can enroll in its %d cohorts until the course is switched on again.',
							cohorts,
							'cohort-enrollment',
						),
						cohorts,
					)}
		</p>
		<p>
			{__(
				'Payments that have been started are ended, and those that arrive all the same are refunded.',
				'cohort-enrollment',
			)}
		</p>
		{students > 0 && (
			<p>
				{sprintf(
					/* translators: %d: number of students. */
					_n(
						'%d student is enrolled and stays, with all sessions.',
						'%d students are enrolled and stay, with all sessions.',
						students,
						'cohort-enrollment',
					),
					students,
				)}
			</p>
		)}
	</>
);

const StepsAreOff = ({ steps }: Pick<SwitchedOff, 'steps'>) =>
	steps.length === 0 ? null : (
		<p>
			{sprintf(
				/* translators: %s: labels of steps that are switched off, such as "Week 2, Week 3". */
				_n(
					'%s stays with students who have booked it; all others do not see it any more.',
					'%s stay with students who have booked them; all others do not see them any more.',
					steps.length,
					'cohort-enrollment',
				),
				steps.map(({ label }) => label).join(', '),
			)}
		</p>
	);

interface SwitchOffDialogProps {
	course: Course;
	off: SwitchedOff;
	/** Saves the form. */
	onConfirm: () => void;
	onClose: () => void;
}

/** Asks before a save takes a course off sale, or steps from students. */
export const SwitchOffDialog = ({ course, off, onConfirm, onClose }: SwitchOffDialogProps) => (
	<ConfirmDialog
		title={
			off.course
				? /* translators: %s: title of a course. */
					sprintf(__('Switch off “%s”?', 'cohort-enrollment'), course.title)
				: sprintf(
						/* translators: %d: number of steps. */
						_n(
							'Switch off %d step?',
							'Switch off %d steps?',
							off.steps.length,
							'cohort-enrollment',
						),
						off.steps.length,
					)
		}
		confirmLabel={__('Switch off and save', 'cohort-enrollment')}
		isDestructive
		onClose={onClose}
		onConfirm={() => {
			onClose();
			onConfirm();
			return Promise.resolve();
		}}
	>
		{off.course && <CourseIsOff cohorts={course.cohorts} students={course.students} />}
		<StepsAreOff steps={off.steps} />
	</ConfirmDialog>
);
