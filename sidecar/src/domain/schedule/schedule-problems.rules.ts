import type { ScheduleProblem } from '../../../contract';
import type { OfferedSession, ScheduledOption, ScheduledStep } from '../../db/views/schedule';
import { hasEnded } from '../catalogue/catalogue.rules';
import { readingOf } from './schedule-time.rules';

/** A cohort's calendar. */
export interface CohortDates {
	/** YYYY-MM-DD in `timezone`. */
	startDate: string;
	endDate: string;
	timezone: string;
}

/** An option that students can choose, with its session. */
interface Choice {
	step: ScheduledStep;
	option: ScheduledOption;
	session: OfferedSession;
}

const problem = (
	code: ScheduleProblem['code'],
	severity: ScheduleProblem['severity'],
	at: { step: ScheduledStep; option?: ScheduledOption },
	other?: { step: ScheduledStep; option?: ScheduledOption },
): ScheduleProblem => ({
	code,
	severity,
	stepId: at.step.stepId,
	stepOptionId: at.option?.stepOptionId ?? null,
	otherStepId: other?.step.stepId ?? null,
	otherStepOptionId: other?.option?.stepOptionId ?? null,
});

/** What students can choose for a step: sessions of active classes. */
const choicesOf = (step: ScheduledStep): Choice[] =>
	step.options.flatMap((option) =>
		option.isActive && option.session ? [{ step, option, session: option.session }] : [],
	);

const holes = (step: ScheduledStep): ScheduleProblem[] => {
	const choices = choicesOf(step);
	const inactive = step.options
		.filter(({ isActive, session }) => !isActive && session)
		.map((option) =>
			problem('class_inactive', choices.length === 0 ? 'error' : 'warning', { step, option }),
		);
	if (choices.length === 0) {
		return [problem('hole', 'error', { step }), ...inactive];
	}
	const missing = step.options.filter(({ isActive, session }) => isActive && session === null);
	return [...missing.map((option) => problem('not_offered', 'warning', { step, option })), ...inactive];
};

const overlap = (one: Choice, other: Choice): boolean =>
	one.session.startsAt < other.session.endsAt && other.session.startsAt < one.session.endsAt;

/** Two steps of which no choice, or not every choice, can be attended. */
const collisions = (one: readonly Choice[], other: readonly Choice[]): ScheduleProblem[] => {
	const pairs = one.flatMap((first) =>
		other.filter((second) => overlap(first, second)).map((second) => [first, second] as const),
	);
	const [pair] = pairs;
	if (!pair) {
		return [];
	}
	return pairs.length === one.length * other.length
		? [problem('overlap', 'error', { step: pair[1].step }, { step: pair[0].step })]
		: pairs.map(([first, second]) => problem('clash', 'warning', second, first));
};

const outside = ({ startDate, endDate }: CohortDates, choices: readonly Choice[]): ScheduleProblem[] =>
	choices
		.filter(({ option, session }) => {
			const { date } = readingOf(session, option.timezone);
			return date < startDate || date > endDate;
		})
		.map((choice) => problem('outside', 'warning', choice));

const earliest = (choices: readonly Choice[]): number =>
	Math.min(...choices.map(({ session }) => session.startsAt.getTime()));

/** Sessions that begin before the step before can have begun. */
const disorder = (before: readonly Choice[] | undefined, choices: readonly Choice[]): ScheduleProblem[] => {
	const [previous] = before ?? [];
	if (!previous || !before) {
		return [];
	}
	const first = earliest(before);
	return choices
		.filter(({ session }) => session.startsAt.getTime() < first)
		.map((choice) => problem('order', 'warning', choice, { step: previous.step }));
};

const severityFirst = (one: ScheduleProblem, other: ScheduleProblem): number =>
	Number(one.severity === 'warning') - Number(other.severity === 'warning');

/** What is wrong with a schedule, or probably not meant; errors first, then in the order of the steps. */
export const scheduleProblems = (
	steps: readonly ScheduledStep[],
	dates: CohortDates,
	now: Date,
): ScheduleProblem[] => {
	const active = steps.filter(({ isActive }) => isActive);
	const planned = active.map(choicesOf);
	const isOver = hasEnded(dates, now);
	const problems = active.flatMap((step, index) => {
		const choices = planned[index] ?? [];
		const before = planned.slice(0, index).filter((list) => list.length > 0);
		const isPast = choices.length > 0 && choices.every(({ session }) => session.startsAt <= now);
		return [
			...holes(step),
			...before.flatMap((list) => collisions(list, choices)),
			...outside(dates, choices),
			...disorder(before.at(-1), choices),
			...(isPast && !isOver ? [problem('past', 'warning', { step })] : []),
		];
	});
	return problems.sort(severityFirst);
};
