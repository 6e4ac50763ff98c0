import type { AdminTask } from '../../../contract';
import type { ListedTask } from '../../db/views/task-list';
import { stripeDashboardUrl } from '../administration/stripe-dashboard';

const purchaseOf = (row: ListedTask): AdminTask['purchase'] =>
	row.checkout_id === null || row.student_id === null
		? null
		: {
				checkoutId: row.checkout_id,
				studentId: row.student_id,
				studentName: row.student_name ?? '',
				courseTitle: row.course_title ?? '',
				cohortId: row.cohort_id ?? 0,
				cohortName: row.cohort_name ?? '',
				amount: row.amount ?? 0,
				currency: row.currency ?? '',
				packageId: row.package_id,
			};

/** What can be done again by itself; of other tasks only a person knows what to do. */
const REPLAYS: Partial<Record<AdminTask['kind'], NonNullable<AdminTask['replay']>>> = {
	event_dead: 'event',
	unknown_payment: 'event',
	notification_dead: 'mail',
	refund_failed: 'refund',
};

const replayOf = ({ status, kind, is_replayable: isReplayable }: ListedTask): AdminTask['replay'] =>
	status === 'open' && isReplayable === 1 ? (REPLAYS[kind] ?? null) : null;

/** A task as the admin interface tells it. */
export const toAdminTask = (row: ListedTask): AdminTask => ({
	id: row.id,
	kind: row.kind,
	subject: row.subject,
	detail: row.detail,
	livemode: row.livemode,
	stripeId: row.stripe_id,
	stripeUrl: stripeDashboardUrl(row.stripe_id, row.livemode),
	status: row.status,
	openedAt: row.created_at.toISOString(),
	resolvedAt: row.resolved_at?.toISOString() ?? null,
	resolvedBy: row.resolved_by,
	resolvedByName: row.resolved_by_name,
	note: row.note,
	purchase: purchaseOf(row),
	replay: replayOf(row),
});
