import type { Connection } from '../src/db/database';
import { insert, suffix } from './build-rows';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

export interface BuiltOption {
	/** Of course_step_options. */
	id: number;
	groupClassId: number;
	maxStudents: number;
}

export interface BuiltStep {
	id: number;
	order: number;
	isActive: boolean;
	options: BuiltOption[];
}

export interface BuiltCourse {
	id: number;
	code: string;
	title: string;
	steps: BuiltStep[];
}

export interface BuiltSession {
	stepId: number;
	stepOptionId: number;
	classSessionId: number;
	startsAt: Date;
	endsAt: Date;
}

export interface BuiltCohort {
	id: number;
	name: string;
	course: BuiltCourse;
	/** One for every option of every step, in their order. */
	sessions: BuiltSession[];
}

interface ClassOverrides {
	name?: string;
	dayOfWeek?: number;
	startTime?: string;
	endTime?: string;
	timezone?: string;
	maxStudents?: number;
	location?: string | null;
	meetingUrl?: string | null;
}

interface CourseOverrides {
	code?: string;
	title?: string;
	isActive?: boolean;
	pageId?: number | null;
	/** One entry per step: its options, or how many plain ones. Two steps with one option each by default. */
	steps?: { label?: string; title?: string; isActive?: boolean; options?: number | ClassOverrides[] }[];
}

interface CohortOverrides {
	name?: string;
	startDate?: string;
	endDate?: string;
	timezone?: string;
	/** null = unlimited. */
	maxEnrollment?: number | null;
	currentEnrollment?: number;
	enrollmentDeadline?: Date | null;
	isActive?: boolean;
	deletedAt?: Date | null;
	/** Start of the first step's sessions, on a whole second; the other steps follow week by week. */
	firstSession?: Date;
	/** Uses the class sessions of that cohort instead of making its own. */
	sharesSessionsWith?: BuiltCohort;
}

const buildOption = async (
	db: Connection,
	stepId: number,
	overrides: ClassOverrides,
): Promise<BuiltOption> => {
	const maxStudents = overrides.maxStudents ?? 10;
	const groupClassId = await insert(db, 'group_classes', {
		name: overrides.name ?? `Class ${suffix()}`,
		day_of_week: overrides.dayOfWeek ?? 1,
		start_time: overrides.startTime ?? '18:00:00',
		end_time: overrides.endTime ?? '19:30:00',
		timezone: overrides.timezone ?? 'Europe/Berlin',
		max_students: maxStudents,
		location: overrides.location ?? null,
		meeting_url: overrides.meetingUrl ?? null,
	});
	const id = await insert(db, 'course_step_options', { step_id: stepId, group_class_id: groupClassId });
	return { id, groupClassId, maxStudents };
};

const classesOf = (options: number | ClassOverrides[] = 1): ClassOverrides[] =>
	typeof options === 'number' ? Array.from({ length: options }, () => ({})) : options;

/** A course with its steps, group classes and step options. */
export const buildCourse = async (db: Connection, overrides: CourseOverrides = {}): Promise<BuiltCourse> => {
	const code = overrides.code ?? `C${suffix()}`;
	const title = overrides.title ?? `Course ${code}`;
	const id = await insert(db, 'course_programs', {
		code,
		title,
		is_active: overrides.isActive ?? true,
		page_id: overrides.pageId ?? null,
	});
	const steps: BuiltStep[] = [];
	for (const [index, step] of (overrides.steps ?? [{}, {}]).entries()) {
		const order = index + 1;
		const isActive = step.isActive ?? true;
		const stepId = await insert(db, 'course_steps', {
			program_id: id,
			step_order: order,
			label: step.label ?? `Step ${order}`,
			title: step.title ?? `Title of step ${order}`,
			is_active: isActive,
		});
		const options: BuiltOption[] = [];
		for (const option of classesOf(step.options)) {
			options.push(await buildOption(db, stepId, option));
		}
		steps.push({ id: stepId, order, isActive, options });
	}
	return { id, code, title, steps };
};

let cohortsBuilt = 0;

/** A week from now, and not at the same minute as another cohort's, so that no session is shared by accident. */
const nextFirstSession = (): Date => {
	cohortsBuilt += 1;
	return new Date(Math.ceil((Date.now() + WEEK) / MINUTE) * MINUTE + cohortsBuilt * MINUTE);
};

const buildSession = async (
	db: Connection,
	step: BuiltStep,
	option: BuiltOption,
	overrides: CohortOverrides,
	firstSession: Date,
): Promise<BuiltSession> => {
	const shared = overrides.sharesSessionsWith?.sessions.find(
		({ stepOptionId }) => stepOptionId === option.id,
	);
	if (shared) {
		return shared;
	}
	const startsAt = new Date(firstSession.getTime() + (step.order - 1) * WEEK);
	const endsAt = new Date(startsAt.getTime() + 90 * MINUTE);
	const classSessionId = await insert(db, 'class_sessions', {
		group_class_id: option.groupClassId,
		starts_at: startsAt,
		ends_at: endsAt,
		max_students: option.maxStudents,
	});
	return { stepId: step.id, stepOptionId: option.id, classSessionId, startsAt, endsAt };
};

/** A cohort with one dated class session for every option of every step. */
export const buildCohort = async (
	db: Connection,
	course: BuiltCourse,
	overrides: CohortOverrides = {},
): Promise<BuiltCohort> => {
	const firstSession = overrides.firstSession ?? nextFirstSession();
	const lastSession = new Date(firstSession.getTime() + course.steps.length * WEEK);
	const name = overrides.name ?? `Cohort ${suffix()}`;
	const id = await insert(db, 'course_cohorts', {
		program_id: course.id,
		name,
		start_date: overrides.startDate ?? firstSession.toISOString().slice(0, 10),
		end_date: overrides.endDate ?? lastSession.toISOString().slice(0, 10),
		timezone: overrides.timezone ?? 'Europe/Berlin',
		max_enrollment: overrides.maxEnrollment === undefined ? 10 : overrides.maxEnrollment,
		current_enrollment: overrides.currentEnrollment ?? 0,
		enrollment_deadline: overrides.enrollmentDeadline ?? null,
		is_active: overrides.isActive ?? true,
		deleted_at: overrides.deletedAt ?? null,
	});
	const sessions: BuiltSession[] = [];
	for (const step of course.steps) {
		for (const option of step.options) {
			const session = await buildSession(db, step, option, overrides, firstSession);
			sessions.push(session);
			await insert(db, 'course_cohort_sessions', {
				cohort_id: id,
				step_id: step.id,
				step_option_id: option.id,
				class_session_id: session.classSessionId,
			});
		}
	}
	return { id, name, course, sessions };
};
