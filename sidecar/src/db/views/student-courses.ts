import type { PackageStatus, RefundReason, StepStatus } from '../../../contract';
import type { CheckoutState } from '../checkouts';
import { tableName, type Connection } from '../database';
import { stepOfProgress } from './progress-steps';
import { sessionColumns, toSession, type SessionColumns, type SessionDetail } from './session-columns';

/** A step of a package with the session that was booked for it. */
export interface CourseStep {
	stepId: number;
	stepLabel: string;
	stepTitle: string;
	stepOrder: number;
	status: StepStatus;
	booking: SessionDetail | null;
}

/** A package as the dashboard shows it. */
export interface StudentCourse {
	id: number;
	packageName: string;
	status: PackageStatus;
	checkoutState: CheckoutState;
	reason: RefundReason | null;
	purchasedAt: Date;
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	/** YYYY-MM-DD in `cohortTimezone`. */
	startDate: string;
	endDate: string;
	cohortTimezone: string;
	/** By `stepOrder`. Steps that were taken out of the course are left out, unless they are booked. */
	steps: CourseStep[];
}

interface Row extends SessionColumns {
	package_id: number;
	package_name: string;
	package_status: PackageStatus;
	checkout_state: CheckoutState;
	reason: RefundReason | null;
	purchased_at: Date;
	code: string;
	title: string;
	cohort_name: string;
	start_date: string;
	end_date: string;
	cohort_timezone: string;
	step_id: number | null;
	step_label: string;
	step_title: string;
	step_order: number;
	step_status: StepStatus;
}

const toCourse = (row: Row): StudentCourse => ({
	id: row.package_id,
	packageName: row.package_name,
	status: row.package_status,
	checkoutState: row.checkout_state,
	reason: row.reason,
	purchasedAt: row.purchased_at,
	courseCode: row.code,
	courseTitle: row.title,
	cohortName: row.cohort_name,
	startDate: row.start_date,
	endDate: row.end_date,
	cohortTimezone: row.cohort_timezone,
	steps: [],
});

/** All packages of a student, newest first, with their steps: one query, however many there are. */
export const studentCourses = async (connection: Connection, studentId: number): Promise<StudentCourse[]> => {
	const name = (table: string) => tableName(connection, table);
	const rows = (await connection({ package: name('student_packages') })
		.join({ checkout: name('checkouts') }, 'checkout.id', 'package.checkout_id')
		.join({ program: name('course_programs') }, 'program.id', 'package.program_id')
		.join({ cohort: name('course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.leftJoin({ progress: name('student_course_step_progress') }, 'progress.package_id', 'package.id')
		.leftJoin({ step: name('course_steps') }, stepOfProgress(connection))
		.leftJoin({ session: name('class_sessions') }, 'session.id', 'progress.class_session_id')
		.leftJoin({ class: name('group_classes') }, 'class.id', 'session.group_class_id')
		.where('package.student_id', studentId)
		.orderBy([
			{ column: 'package.purchased_at', order: 'desc' },
			{ column: 'package.id', order: 'desc' },
			{ column: 'step.step_order' },
		])
		.select({
			package_id: 'package.id',
			package_name: 'package.package_name',
			package_status: 'package.status',
			checkout_state: 'checkout.state',
			reason: 'checkout.reason',
			purchased_at: 'package.purchased_at',
			code: 'program.code',
			title: 'program.title',
			cohort_name: 'cohort.name',
			start_date: 'cohort.start_date',
			end_date: 'cohort.end_date',
			cohort_timezone: 'cohort.timezone',
			step_id: 'step.id',
			step_label: 'step.label',
			step_title: 'step.title',
			step_order: 'step.step_order',
			step_status: 'progress.status',
			...sessionColumns(connection),
		})) as unknown as Row[];
	const courses = new Map<number, StudentCourse>();
	for (const row of rows) {
		const course = courses.get(row.package_id) ?? toCourse(row);
		courses.set(row.package_id, course);
		if (row.step_id !== null) {
			course.steps.push({
				stepId: row.step_id,
				stepLabel: row.step_label,
				stepTitle: row.step_title,
				stepOrder: row.step_order,
				status: row.step_status,
				booking: toSession(row),
			});
		}
	}
	return [...courses.values()];
};
