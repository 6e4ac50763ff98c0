import type { CohortFinding, CohortFindingCode, PriceProblem, ScheduleProblem } from '../../../contract';
import type { CoursePage } from '../../db/views/course-page';
import type { ManagedCohort } from '../../db/views/managed-cohorts';
import type { ScheduledStep } from '../../db/views/schedule';
import { instantOf, isTimezone } from '../calendar/wall-clock';
import { hasEnded } from '../catalogue/catalogue.rules';

/** What Stripe says of the price at which a cohort is sold. `free`: nobody was asked. */
export type PriceAnswer =
	| { is: 'free' }
	| { is: 'missing' }
	| { is: 'unreachable' }
	| { is: 'unusable'; why: PriceProblem }
	| { is: 'sold'; amount: number; currency: string };

/** All that is looked at. */
export interface CohortFacts {
	cohort: ManagedCohort;
	course: CoursePage;
	steps: readonly ScheduledStep[];
	/** Of the schedule. */
	problems: readonly ScheduleProblem[];
	/** How many students of the cohort have attended a step, by step. */
	attended: ReadonlyMap<number, number>;
	price: PriceAnswer;
}

type Finding = Omit<CohortFinding, 'target'>;

const finding = (
	code: CohortFindingCode,
	severity: CohortFinding['severity'],
	data: CohortFinding['data'] = {},
): Finding => ({ code, severity, data });

const at = (target: CohortFinding['target'], found: readonly Finding[]): CohortFinding[] =>
	found.map((one) => ({ ...one, target }));

const ofCohort = ({ cohort }: CohortFacts, now: Date): Finding[] => {
	const { timezone, start_date: startDate, end_date: endDate, enrollment_deadline: deadline } = cohort;
	const found: Finding[] = [];
	const told = {
		deadline: deadline?.toISOString() ?? '',
		timezone: isTimezone(timezone) ? timezone : 'UTC',
	};
	if (!isTimezone(timezone)) {
		found.push(finding('timezone_missing', 'error'));
	}
	if (hasEnded({ endDate, timezone }, now)) {
		found.push(finding('cohort_over', 'error', { endDate }));
	}
	if (deadline !== null && deadline <= now) {
		found.push(finding('deadline_passed', 'error', told));
	} else if (deadline !== null && isTimezone(timezone)) {
		const start = instantOf(`${startDate}T00:00`, timezone);
		if (deadline > start) {
			found.push(finding('deadline_after_start', 'warning', told));
		}
	}
	return found;
};

const ofPrice = ({ cohort, price }: CohortFacts): Finding[] => {
	switch (price.is) {
		case 'free':
			return [];
		case 'missing':
			return [finding('no_price', 'error')];
		case 'unreachable':
			return [finding('price_unreachable', 'warning')];
		case 'unusable':
			return price.why === 'archived'
				? [finding('price_archived', 'error')]
				: [finding('price_not_usable', 'error', { why: price.why })];
		case 'sold': {
			const amount = cohort.own_amount ?? cohort.course_amount ?? 0;
			const currency = cohort.own_currency ?? cohort.course_currency ?? '';
			return price.amount === amount && price.currency === currency
				? []
				: [
						finding('price_differs', 'error', {
							amount,
							currency,
							stripeAmount: price.amount,
							stripeCurrency: price.currency,
						}),
					];
		}
	}
};

const ofCourse = ({ course, steps }: CohortFacts): Finding[] => {
	const active = steps.filter(({ isActive }) => isActive);
	return [
		...(course.is_active ? [] : [finding('course_inactive', 'error')]),
		...(active.length === 0 ? [finding('no_steps', 'error')] : []),
		...active
			.filter(({ options }) => options.length === 0)
			.map(({ label }) => finding('step_without_class', 'error', { step: label })),
		...(course.hasPublishedPage ? [] : [finding('no_page', 'warning')]),
	];
};

/**
 * How many students of this cohort a step has seats for: those who have taken it or are booked, and what they can still
 * choose; null when nothing can be chosen.
 */
const seatsOf = (step: ScheduledStep, attended: number, now: Date): number | null => {
	let seats = attended;
	let isOpen = false;
	for (const { isActive, session } of step.options) {
		seats += session?.booked ?? 0;
		if (isActive && session && session.startsAt > now) {
			seats += session.maxStudents - session.enrolled;
			isOpen = true;
		}
	}
	return isOpen ? seats : null;
};

const ofSeats = ({ cohort, steps, attended }: CohortFacts, now: Date): Finding[] =>
	steps.flatMap((step) => {
		const seats = step.isActive ? seatsOf(step, attended.get(step.stepId) ?? 0, now) : null;
		const cohortSeats = cohort.max_enrollment;
		if (seats === null || (cohortSeats !== null && seats >= cohortSeats)) {
			return [];
		}
		const data = { step: step.label, seats };
		return [
			cohortSeats === null
				? finding('class_seats_below_cohort', 'warning', data)
				: finding('class_seats_below_cohort', 'error', { ...data, cohortSeats }),
		];
	});

const CODE_OF = {
	overlap: 'choices_overlap',
	outside: 'session_outside_dates',
	order: 'session_order',
	past: 'session_in_past',
} as const satisfies Partial<Record<ScheduleProblem['code'], CohortFindingCode>>;

const isTold = (code: ScheduleProblem['code']): code is keyof typeof CODE_OF => code in CODE_OF;

/** Problems of the schedule, those of one sort in one step as one. */
const ofSchedule = ({ steps, problems }: CohortFacts): Finding[] => {
	const stepOf = new Map(steps.map((step) => [step.stepId, step]));
	const labelOf = (stepId: number | null) => (stepId === null ? '' : (stepOf.get(stepId)?.label ?? ''));
	const found = new Map<string, Finding>();
	for (const { code, severity, stepId, stepOptionId, otherStepId } of problems) {
		const hasClasses = (stepOf.get(stepId)?.options.length ?? 0) > 0;
		if (code === 'hole' && hasClasses) {
			found.set(`hole ${stepId}`, finding('step_without_session', severity, { step: labelOf(stepId) }));
		}
		if (isTold(code)) {
			const key = `${code} ${stepId} ${code === 'overlap' ? (otherStepId ?? '') : ''}`;
			const before = found.get(key)?.data['sessions'];
			const sessions = stepOptionId === null ? {} : { sessions: Number(before ?? 0) + 1 };
			const other = code === 'overlap' ? { other: labelOf(otherStepId) } : {};
			found.set(
				key,
				finding(CODE_OF[code], severity, { step: labelOf(stepId), ...other, ...sessions }),
			);
		}
	}
	return [...found.values()];
};

/** About the weekly classes that the cohort's active steps are taken in; of several with one name and zone, the first. */
const ofClasses = ({ cohort, steps, problems }: CohortFacts): CohortFinding[] => {
	const inactive = new Map(
		problems
			.filter(({ code }) => code === 'class_inactive')
			.map(({ stepOptionId, severity }) => [stepOptionId, severity]),
	);
	const found = new Map<string, CohortFinding>();
	for (const step of steps.filter(({ isActive }) => isActive)) {
		for (const { stepOptionId, groupClassId: id, groupClassName, timezone, session } of step.options) {
			const add = (one: Finding) => {
				const key = `${one.code} ${one.code === 'class_inactive' ? id : `${groupClassName} ${timezone}`}`;
				if (!found.has(key)) {
					found.set(key, { ...one, target: { screen: 'group-class', id } });
				}
			};
			const severity = inactive.get(stepOptionId);
			if (severity) {
				add(finding('class_inactive', severity, { class: groupClassName, step: step.label }));
			}
			if (!isTimezone(timezone)) {
				add(finding('timezone_missing', 'error', { class: groupClassName }));
			} else if (session && timezone !== cohort.timezone && isTimezone(cohort.timezone)) {
				add(
					finding('timezones_differ', 'warning', {
						class: groupClassName,
						timezone,
						cohortTimezone: cohort.timezone,
					}),
				);
			}
		}
	}
	return [...found.values()];
};

const errorsFirst = (one: CohortFinding, other: CohortFinding): number =>
	Number(one.severity === 'warning') - Number(other.severity === 'warning');

/** What stands in the way of selling a cohort, or is probably not meant; errors first. */
export const cohortFindings = (facts: CohortFacts, now: Date): CohortFinding[] => {
	const { cohort, course } = facts;
	const ownPrice = cohort.own_amount !== null;
	return [
		...at({ screen: 'cohort', id: cohort.id }, ofCohort(facts, now)),
		...at({ screen: 'course', id: course.id }, ofCourse(facts)),
		...at(
			ownPrice ? { screen: 'cohort', id: cohort.id } : { screen: 'course', id: course.id },
			ofPrice(facts),
		),
		...at({ screen: 'schedule', id: cohort.id }, [...ofSchedule(facts), ...ofSeats(facts, now)]),
		...ofClasses(facts),
	].sort(errorsFirst);
};
