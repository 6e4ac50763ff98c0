import type { CoursePackage } from '@cohort-enrollment/sidecar/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ActionLink } from '../shared/action-link';
import { withParameter } from '../shared/settings';
import { describeDates } from '../shared/times';
import { isOver, mayBook, statusText } from './course-status';
import { StepItem } from './step-item';

interface CourseCardProps {
	course: CoursePackage;
	wizardUrl: string;
	/** Step of this course that comes next; null when another course is first. */
	nextStepId: number | null;
}

const Progress = ({ bookedSteps, totalSteps }: Pick<CoursePackage, 'bookedSteps' | 'totalSteps'>) => {
	const text = sprintf(
		/* translators: 1: number of booked sessions, 2: number of all sessions */
		_n('%1$d of %2$d session booked', '%1$d of %2$d sessions booked', totalSteps, 'cohort-enrollment'),
		bookedSteps,
		totalSteps,
	);
	return (
		<div className="cohort-enrollment-progress">
			<p>{text}</p>
			<progress max={Math.max(totalSteps, 1)} value={bookedSteps} aria-label={text} />
		</div>
	);
};

const ToBook = ({ course, wizardUrl }: Pick<CourseCardProps, 'course' | 'wizardUrl'>) => {
	const count = course.steps.filter(({ status }) => status === 'UNBOOKED').length;
	return count === 0 || wizardUrl === '' || !mayBook(course) ? null : (
		<ActionLink href={withParameter(wizardUrl, 'package_id', String(course.id))}>
			{sprintf(
				/* translators: %d: number of sessions */
				_n(
					'Choose a time for %d session',
					'Choose times for %d sessions',
					count,
					'cohort-enrollment',
				),
				count,
			)}
		</ActionLink>
	);
};

/** One course of a student: progress, steps and what is still to book. */
export const CourseCard = ({ course, wizardUrl, nextStepId }: CourseCardProps) => {
	const { id, status, courseTitle, cohortName, startDate, endDate, steps } = course;
	const titleId = `cohort-enrollment-course-${id}`;
	const hasEnded = isOver(course);
	const explanation = statusText(course);
	const list = (
		<ol className="cohort-enrollment-dashboard-steps">
			{steps.map((step) => (
				<StepItem
					key={step.stepId}
					step={step}
					isNext={step.stepId === nextStepId}
					isEnded={hasEnded}
				/>
			))}
		</ol>
	);
	return (
		<article className="cohort-enrollment-course" data-status={status} aria-labelledby={titleId}>
			<header className="cohort-enrollment-course__header">
				<h2 className="cohort-enrollment-course__title" id={titleId}>
					{courseTitle}
				</h2>
				<p className="cohort-enrollment-course__cohort">
					<span>{cohortName}</span> <span>{describeDates(startDate, endDate)}</span>
				</p>
			</header>
			{explanation !== null && <p className="cohort-enrollment-course__status">{explanation}</p>}
			{hasEnded ? (
				<details>
					<summary>{__('Show its steps', 'cohort-enrollment')}</summary>
					{list}
				</details>
			) : (
				<>
					<Progress {...course} />
					<ToBook course={course} wizardUrl={wizardUrl} />
					{list}
				</>
			)}
		</article>
	);
};
