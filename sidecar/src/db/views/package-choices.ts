import type { PackageStatus, StepStatus } from '../../../contract';
import type { CheckoutState } from '../checkouts';
import { tableName, type Connection } from '../database';
import { stepOfProgress } from './progress-steps';
import { sessionColumns, toSession, type SessionColumns, type SessionDetail } from './session-columns';

/** A session that a student may choose for a step. */
export interface OptionDetail extends SessionDetail {
	stepOptionId: number;
}

/** A step of a package, with its booking or, while it has none, with what can be chosen. */
export interface StepChoices {
	stepId: number;
	stepLabel: string;
	stepTitle: string;
	stepOrder: number;
	status: StepStatus;
	booking: OptionDetail | null;
	/** Sessions of active classes, also full and started ones, by start; empty unless UNBOOKED. */
	options: OptionDetail[];
}

export interface PackageChoices {
	packageId: number;
	status: PackageStatus;
	checkoutState: CheckoutState;
	courseCode: string;
	courseTitle: string;
	cohortName: string;
	/** By `stepOrder`. Steps that were taken out of the course are left out, unless they are booked. */
	steps: StepChoices[];
}

interface Row extends SessionColumns {
	package_status: PackageStatus;
	checkout_state: CheckoutState;
	code: string;
	title: string;
	cohort_name: string;
	step_id: number | null;
	step_label: string;
	step_title: string;
	step_order: number;
	step_status: StepStatus;
	step_option_id: number | null;
	class_is_active: boolean | null;
}

const toSteps = (rows: readonly Row[]): StepChoices[] => {
	const steps = new Map<number, StepChoices>();
	for (const row of rows) {
		if (row.step_id === null) {
			continue;
		}
		const step = steps.get(row.step_id) ?? {
			stepId: row.step_id,
			stepLabel: row.step_label,
			stepTitle: row.step_title,
			stepOrder: row.step_order,
			status: row.step_status,
			booking: null,
			options: [],
		};
		steps.set(row.step_id, step);
		const session = toSession(row);
		const detail = session &&
			row.step_option_id !== null && { ...session, stepOptionId: row.step_option_id };
		if (detail && row.step_status !== 'UNBOOKED') {
			step.booking = detail;
		} else if (detail && row.class_is_active) {
			step.options.push(detail);
		}
	}
	return [...steps.values()];
};

/** The rows of one package: one per booked step, one per option of every other step. */
const choiceRows = (
	connection: Connection,
	{ packageId, studentId }: { packageId: number; studentId: number },
): Promise<Row[]> => {
	const name = (table: string) => tableName(connection, table);
	return connection({ package: name('student_packages') })
		.join({ checkout: name('checkouts') }, 'checkout.id', 'package.checkout_id')
		.join({ program: name('course_programs') }, 'program.id', 'package.program_id')
		.join({ cohort: name('course_cohorts') }, 'cohort.id', 'package.cohort_id')
		.leftJoin({ progress: name('student_course_step_progress') }, 'progress.package_id', 'package.id')
		.leftJoin({ step: name('course_steps') }, stepOfProgress(connection))
		.leftJoin({ offered: name('course_cohort_sessions') }, (join) =>
			join
				.on('offered.cohort_id', 'package.cohort_id')
				.andOn('offered.step_id', 'step.id')
				.andOnVal('progress.status', 'UNBOOKED'),
		)
		.leftJoin({ session: name('class_sessions') }, (join) =>
			join.on(
				'session.id',
				connection.raw('COALESCE(progress.class_session_id, offered.class_session_id)'),
			),
		)
		.leftJoin({ class: name('group_classes') }, 'class.id', 'session.group_class_id')
		.where({ 'package.id': packageId, 'package.student_id': studentId })
		.orderBy(['step.step_order', 'session.starts_at', 'session.id'])
		.select({
			package_status: 'package.status',
			checkout_state: 'checkout.state',
			code: 'program.code',
			title: 'program.title',
			cohort_name: 'cohort.name',
			step_id: 'step.id',
			step_label: 'step.label',
			step_title: 'step.title',
			step_order: 'step.step_order',
			step_status: 'progress.status',
			step_option_id: connection.raw('COALESCE(progress.step_option_id, offered.step_option_id)'),
			class_is_active: 'class.is_active',
			...sessionColumns(connection),
		}) as unknown as Promise<Row[]>;
};

/** One package of one student with all that can be chosen, in one query. Undefined when it is not this student's. */
export const packageChoices = async (
	connection: Connection,
	ids: { packageId: number; studentId: number },
): Promise<PackageChoices | undefined> => {
	const rows = await choiceRows(connection, ids);
	const [first] = rows;
	return (
		first && {
			packageId: ids.packageId,
			status: first.package_status,
			checkoutState: first.checkout_state,
			courseCode: first.code,
			courseTitle: first.title,
			cohortName: first.cohort_name,
			steps: toSteps(rows),
		}
	);
};
