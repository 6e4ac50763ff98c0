import type {
	ScheduleInput,
	ScheduleOption,
	ScheduleResponse,
	ScheduleStep,
} from '@cohort-enrollment/sidecar/contract';

/** One session as it is being edited; wall clock where the class is. */
export interface SessionDraft {
	/** YYYY-MM-DD; '' while it is being typed. */
	date: string;
	/** HH:MM. */
	startTime: string;
	endTime: string;
	/** Null while it is being typed. */
	maxStudents: number | null;
}

/** Sessions by option; null: not offered. */
export interface ScheduleDraft {
	sessions: Record<number, SessionDraft | null>;
}

/** Seats that nobody has typed are sent as null, and the sidecar asks for them. */
export type Entry = Omit<ScheduleInput['sessions'][number], 'maxStudents'> & { maxStudents?: number | null };

const DAY = 86_400_000;

/** All options of a schedule, in its order. */
export const optionsOf = ({ steps }: Pick<ScheduleResponse, 'steps'>): ScheduleOption[] =>
	steps.flatMap(({ options }) => options);

/** What clocks have moved begins with the times of its class: on another day they are its own again. */
const sessionDraftOf = ({ session, startTime, endTime }: ScheduleOption): SessionDraft | null =>
	session && {
		date: session.date,
		startTime: session.movedByClockChange ? startTime : session.startTime,
		endTime: session.movedByClockChange ? endTime : session.endTime,
		maxStudents: session.maxStudents,
	};

/** A schedule as its form begins. */
export const draftOf = (schedule: ScheduleResponse): ScheduleDraft => ({
	sessions: Object.fromEntries(
		optionsOf(schedule).map((option) => [option.stepOptionId, sessionDraftOf(option)]),
	),
});

/** A session at the class's own time, on a day. */
export const usualSession = (option: ScheduleOption, date: string): SessionDraft => ({
	date,
	startTime: option.startTime,
	endTime: option.endTime,
	maxStudents: option.maxStudents,
});

/** Whether an option's session is another one than is saved. */
export const isChanged = (option: ScheduleOption, draft: SessionDraft | null): boolean =>
	JSON.stringify(draft) !== JSON.stringify(sessionDraftOf(option));

const toEntry = (option: ScheduleOption, draft: SessionDraft | null): Entry => {
	const { stepOptionId, startTime, endTime } = option;
	if (draft === null) {
		return { stepOptionId, date: null };
	}
	const isUsual = draft.startTime === startTime && draft.endTime === endTime;
	const seats = option.session?.maxStudents ?? option.maxStudents;
	return {
		stepOptionId,
		date: draft.date,
		...(isUsual ? {} : { startTime: draft.startTime, endTime: draft.endTime }),
		...(draft.maxStudents === seats ? {} : { maxStudents: draft.maxStudents }),
	};
};

/** What is to be saved: only what was changed, so that nothing else moves. */
export const entriesOf = (schedule: ScheduleResponse, { sessions }: ScheduleDraft): Entry[] =>
	optionsOf(schedule)
		.map((option) => ({ option, draft: sessions[option.stepOptionId] ?? null }))
		.filter(({ option, draft }) => isChanged(option, draft))
		.map(({ option, draft }) => toEntry(option, draft));

/** Options that could be offered and are not. */
export const missingOptions = (schedule: ScheduleResponse, { sessions }: ScheduleDraft): ScheduleOption[] =>
	optionsOf(schedule).filter(
		({ stepOptionId, suggestion }) => suggestion !== null && !sessions[stepOptionId],
	);

/** Fills what is missing with what the weekly classes give. */
export const fill = (schedule: ScheduleResponse, draft: ScheduleDraft): ScheduleDraft => ({
	sessions: {
		...draft.sessions,
		...Object.fromEntries(
			missingOptions(schedule, draft).flatMap((option) =>
				option.suggestion
					? [[option.stepOptionId, usualSession(option, option.suggestion.date)]]
					: [],
			),
		),
	},
});

/** The date some days later. */
const shiftDate = (date: string, days: number): string => {
	const instant = Date.parse(`${date}T00:00:00Z`);
	return Number.isNaN(instant) ? date : new Date(instant + days * DAY).toISOString().slice(0, 10);
};

/** True when the saved session has begun. */
export const hasBegun = ({ session }: ScheduleOption, now: number = Date.now()): boolean =>
	session !== null && Date.parse(session.startsAt) <= now;

/** Moves every session that has not begun by some days. */
export const shift = (
	schedule: ScheduleResponse,
	{ sessions }: ScheduleDraft,
	days: number,
	now: number = Date.now(),
): ScheduleDraft => ({
	sessions: Object.fromEntries(
		optionsOf(schedule).map((option) => {
			const draft = sessions[option.stepOptionId] ?? null;
			return [
				option.stepOptionId,
				draft && !hasBegun(option, now) ? { ...draft, date: shiftDate(draft.date, days) } : draft,
			];
		}),
	),
});

/** What is shown of a step: options that are, or can be, offered. Inactive steps only while they have sessions. */
export const shownOptions = (step: ScheduleStep, { sessions }: ScheduleDraft): ScheduleOption[] =>
	step.options.filter(
		({ stepOptionId, isActive, session }) =>
			session !== null || Boolean(sessions[stepOptionId]) || (step.isActive && isActive),
	);

/** The first day of a step's sessions; '' without one. */
export const firstDate = (step: ScheduleStep, { sessions }: ScheduleDraft): string =>
	step.options
		.map(({ stepOptionId }) => sessions[stepOptionId]?.date ?? '')
		.filter((date) => date !== '')
		.sort()[0] ?? '';
