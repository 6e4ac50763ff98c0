import type {
	BookedSession,
	CoursePackage,
	NextSession,
	PackageStep,
	StepOption,
	UnbookedStep,
} from '../../../contract';
import type { OptionDetail, StepChoices } from '../../db/views/package-choices';
import type { SessionDetail } from '../../db/views/session-columns';
import type { CourseStep, StudentCourse } from '../../db/views/student-courses';
import { enrollmentState } from '../checkout/enrollment-state';
import { isBooked } from './booking.rules';

const toStepOption = (option: OptionDetail): StepOption => ({
	courseStepOptionId: option.stepOptionId,
	groupClassName: option.groupClassName,
	dayOfWeek: option.dayOfWeek,
	startTime: option.startTime,
	endTime: option.endTime,
	timezone: option.timezone,
	startsAt: option.startsAt.toISOString(),
	endsAt: option.endsAt.toISOString(),
	availableSeats: Math.max(0, option.maxStudents - option.currentEnrollment),
	location: option.location,
});

/** A step with what can still be chosen for it; full sessions are shown, started ones are not. */
export const toUnbookedStep = (step: StepChoices, now: Date): UnbookedStep => ({
	stepId: step.stepId,
	stepLabel: step.stepLabel,
	stepTitle: step.stepTitle,
	stepOrder: step.stepOrder,
	options: step.options.filter(({ startsAt }) => startsAt > now).map(toStepOption),
});

/** What can be chosen instead: sessions of the step that have a free seat and have not started. */
export const toAlternatives = (step: StepChoices | undefined, now: Date): StepOption[] =>
	step ? toUnbookedStep(step, now).options.filter(({ availableSeats }) => availableSeats > 0) : [];

const toBookedSession = (session: SessionDetail, mayJoin: boolean): BookedSession => ({
	groupClassName: session.groupClassName,
	startsAt: session.startsAt.toISOString(),
	endsAt: session.endsAt.toISOString(),
	timezone: session.timezone,
	location: session.location,
	meetingUrl: mayJoin ? session.meetingUrl : null,
});

/** @param isLive Whether the package is ACTIVE: only then does a booked step show how to join. */
export const toPackageStep = (step: CourseStep, isLive = true): PackageStep => ({
	stepId: step.stepId,
	stepLabel: step.stepLabel,
	stepTitle: step.stepTitle,
	stepOrder: step.stepOrder,
	status: step.status,
	session:
		step.booking && isBooked(step.status)
			? toBookedSession(step.booking, isLive && step.status === 'BOOKED')
			: null,
});

/** A package as the dashboard shows it. */
export const toCoursePackage = ({
	steps,
	purchasedAt,
	checkoutState,
	...course
}: StudentCourse): CoursePackage => ({
	...course,
	paymentState: enrollmentState(checkoutState),
	purchasedAt: purchasedAt.toISOString(),
	steps: steps.map((step) => toPackageStep(step, course.status === 'ACTIVE')),
	bookedSteps: steps.filter(({ status }) => isBooked(status)).length,
	totalSteps: steps.length,
});

/** The earliest booked session of active packages that has not ended at `now`. */
export const nextSession = (courses: readonly StudentCourse[], now: Date): NextSession | null => {
	const upcoming = courses
		.filter(({ status }) => status === 'ACTIVE')
		.flatMap((course) =>
			course.steps.flatMap((step) =>
				step.status === 'BOOKED' && step.booking && step.booking.endsAt > now
					? [{ course, step, session: step.booking }]
					: [],
			),
		)
		.sort((one, other) => one.session.startsAt.getTime() - other.session.startsAt.getTime());
	const [next] = upcoming;
	return next
		? {
				...toBookedSession(next.session, true),
				packageId: next.course.id,
				stepId: next.step.stepId,
				stepLabel: next.step.stepLabel,
				stepTitle: next.step.stepTitle,
				courseTitle: next.course.courseTitle,
			}
		: null;
};
