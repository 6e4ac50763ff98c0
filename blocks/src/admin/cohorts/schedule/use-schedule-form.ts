import { useRef, useState } from '@wordpress/element';
import type { ScheduleInput, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { RequestError, send } from '../../shared/request';
import { useProblemMessage } from '../../shared/screen-messages';
import { useForm, type Form } from '../../shared/use-form';
import {
	draftOf,
	entriesOf,
	type Entry,
	hasBegun,
	optionsOf,
	type ScheduleDraft,
	type SessionDraft,
} from './schedule-draft';

type Students = NonNullable<ScheduleInput['students']>;

/** Students are booked in what was changed: what becomes of them? */
export interface StudentsQuestion {
	/** How many there are. */
	students: number;
	/** Nobody can come along: nothing of it is offered any more. */
	isOnlyRemoved: boolean;
	/** Some of it has begun: who is booked may have attended. */
	hasBegun: boolean;
}

/** The form of a schedule. */
export interface ScheduleForm extends Omit<Form<ScheduleDraft>, 'problemOf'> {
	/** As it is saved. */
	schedule: ScheduleResponse;
	setSession: (stepOptionId: number, draft: SessionDraft | null) => void;
	/** What the sidecar says of a field of a session. */
	problemOf: (stepOptionId: number, field: string) => string | undefined;
	/** Why the session of an option could not be saved, when it was that of one. */
	refusalOf: (stepOptionId: number) => string | undefined;
	question: StudentsQuestion | undefined;
	/** Saves with that answer. */
	answer: (students: Students) => void;
	/** Goes back to the form. */
	dismiss: () => void;
}

const questionOf = (
	{ data }: RequestError,
	entries: readonly Entry[],
	schedule: ScheduleResponse,
): StudentsQuestion => {
	const affected = new Set(
		((data.affected ?? []) as { stepOptionId: number }[]).map(({ stepOptionId }) => stepOptionId),
	);
	const removed = new Set(entries.filter(({ date }) => date === null).map((entry) => entry.stepOptionId));
	return {
		students: Number(data.students ?? 0),
		isOnlyRemoved: [...affected].every((stepOptionId) => removed.has(stepOptionId)),
		hasBegun: optionsOf(schedule).some((option) => affected.has(option.stepOptionId) && hasBegun(option)),
	};
};

/** Keeps the form of a schedule, and asks what becomes of students when that has to be said. */
export const useScheduleForm = (
	schedule: ScheduleResponse,
	{ onSaved, onReplaced }: { onSaved: () => void; onReplaced: (schedule: ScheduleResponse) => void },
): ScheduleForm => {
	const [initial] = useState(() => draftOf(schedule));
	const [question, setQuestion] = useState<StudentsQuestion>();
	const problemMessage = useProblemMessage();
	// Of the last attempt: what was said of students, and in which order the sessions were sent.
	const students = useRef<Students | undefined>(undefined);
	const sent = useRef<readonly Entry[]>([]);
	const save = async (values: ScheduleDraft, version: number | undefined): Promise<ScheduleResponse> => {
		const sessions = entriesOf(schedule, values);
		const input = { version, sessions, ...(students.current && { students: students.current }) };
		sent.current = sessions;
		students.current = undefined;
		try {
			return await send('PUT', `/cohorts/${schedule.cohortId}/schedule`, input);
		} catch (error) {
			if (error instanceof RequestError && error.code === 'students_booked') {
				setQuestion(questionOf(error, sessions, schedule));
			}
			throw error;
		}
	};
	const startAnew = (next: ScheduleResponse): void => {
		form.restart(draftOf(next));
		onReplaced(next);
	};
	const form = useForm<ScheduleDraft, ScheduleResponse>({
		initial,
		version: schedule.version,
		save,
		onSaved: (saved) => {
			onSaved();
			startAnew(saved);
		},
		onTheirs: startAnew,
	});
	const { values, set, error, problemOf } = form;
	return {
		...form,
		schedule,
		question,
		setSession: (stepOptionId, draft) => set({ sessions: { ...values.sessions, [stepOptionId]: draft } }),
		problemOf: (stepOptionId, field) => {
			const index = sent.current.findIndex((entry) => entry.stepOptionId === stepOptionId);
			return problemOf(`sessions.${index}.${field}`);
		},
		refusalOf: (stepOptionId) =>
			error?.data.stepOptionId === stepOptionId ? problemMessage(error) : undefined,
		answer: (said) => {
			students.current = said;
			setQuestion(undefined);
			form.submit();
		},
		dismiss: () => setQuestion(undefined),
	};
};
