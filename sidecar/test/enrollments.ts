import { table } from '../src/db/database';
import type { PackageRow } from '../src/db/student-packages';
import type { StepProgressRow } from '../src/db/student-course-step-progress';
import type { BuiltCohort } from './builders';
import type { Shop } from './shop';

/** A student who paid and got in. */
export interface Enrolled {
	student: number;
	cohort: BuiltCohort;
	sessionId: string;
	intentId: string;
	checkoutId: number;
}

export interface Enrollments {
	/** Of a new student, in a cohort of its own unless one is given. */
	enroll(cohort?: BuiltCohort): Promise<Enrolled>;
	packageOf(enrolled: Enrolled): Promise<PackageRow | undefined>;
	/** Statuses of its steps, in their order. */
	stepsOf(enrolled: Enrolled): Promise<string[]>;
	/** Kinds of the open tasks about its checkout, oldest first. */
	openTasks(enrolled: Enrolled): Promise<string[]>;
}

/** `shop` is asked when a test calls, so it may be opened later. */
export const createEnrollments = (shop: () => Shop): Enrollments => {
	const packageOf: Enrollments['packageOf'] = async ({ student }) => (await shop().packagesOf(student))[0];
	return {
		packageOf,
		enroll: async (wanted) => {
			const { sidecar, stripe, checkout, student: newStudent, cohort: newCohort } = shop();
			const cohort = wanted ?? (await newCohort());
			const student = await newStudent();
			const sessionId = await sidecar.checkOut(student, cohort);
			const intentId = stripe.pay(sessionId);
			await sidecar.deliver('checkout.session.completed', sessionId);
			return { student, cohort, sessionId, intentId, checkoutId: (await checkout(sessionId)).id };
		},
		stepsOf: async (enrolled) => {
			const owned = await packageOf(enrolled);
			const rows = await table<StepProgressRow>(shop().db, 'student_course_step_progress')
				.where('package_id', owned?.id ?? 0)
				.orderBy('step_id');
			return rows.map(({ status }) => status);
		},
		openTasks: async ({ checkoutId }) =>
			(await shop().tasksOf(checkoutId))
				.filter(({ status }) => status === 'open')
				.map(({ kind }) => kind),
	};
};
