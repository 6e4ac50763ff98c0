import type { Notification, PurchaseData } from '../../../contract';
import type { CheckoutRow } from '../../db/checkouts';
import type { Connection } from '../../db/database';
import { queueNotification } from '../../db/notifications';

/** What a mail may say of a purchase, as it was sold. */
export const purchaseOf = (
	checkout: Pick<CheckoutRow, 'program_code' | 'program_title' | 'cohort_name' | 'amount' | 'currency'>,
): PurchaseData => ({
	courseCode: checkout.program_code,
	courseTitle: checkout.program_title,
	cohortName: checkout.cohort_name,
	amount: checkout.amount,
	currency: checkout.currency,
});

type ToStudent = Exclude<Notification, { kind: 'task' | 'seat_available' }>;

type Message<Told> = Told extends ToStudent
	? { kind: Told['kind']; more: Omit<Told['data'], keyof PurchaseData> }
	: never;

/** Queues a mail to the student of a checkout, in the transaction of what it tells; one of each kind per checkout. */
export const tellStudent = (
	trx: Connection,
	checkout: CheckoutRow,
	{ kind, more }: Message<ToStudent>,
	now: Date,
): Promise<void> =>
	queueNotification(
		trx,
		{ kind, data: { ...purchaseOf(checkout), ...more } } as Notification,
		{ subject: `checkout:${checkout.id}`, studentId: checkout.student_id, checkoutId: checkout.id },
		now,
	);
