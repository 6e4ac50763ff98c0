import type {
	TimelineEvent,
	TimelineMail,
	TimelinePackage,
	TimelineRefund,
	TimelineRows,
	TimelineTask,
	TimelineWaiting,
} from '../../db/views/timeline-rows';
import {
	known,
	line,
	ofCheckout,
	ofPackage,
	ofRefund,
	priceOf,
	refundData,
	type Line,
	type Purchases,
} from './timeline-line';

/** A checkout that never got a session ends without a word in the activity. */
const fromCheckouts = ({ checkouts, activity }: TimelineRows, purchases: Purchases): Line[] => {
	const told = new Set(
		activity
			.filter(({ action }) => action === 'checkout.expired')
			.map(({ entity_id: checkoutId }) => checkoutId),
	);
	return checkouts
		.filter(({ id, state }) => state === 'expired' && !told.has(id))
		.map((checkout) =>
			line(
				{
					id: `checkout:${checkout.id}:expired`,
					at: checkout.updated_at,
					kind: 'checkout',
					action: 'checkout.expired',
					actor: 'sidecar',
				},
				priceOf(checkout),
				ofCheckout(purchases, checkout.id),
			),
		);
};

const fromPackage = (owned: TimelinePackage, purchases: Purchases): Line => {
	const { checkouts } = purchases;
	return line(
		{
			id: `package:${owned.id}:created`,
			at: owned.purchased_at,
			kind: 'package',
			action: 'package.created',
			actor: null,
		},
		{},
		{
			...ofPackage(owned),
			cohortName: checkouts.get(owned.checkout_id)?.cohort_name ?? owned.cohort_name,
		},
	);
};

const fromEvent = (event: TimelineEvent): Line =>
	line(
		{
			id: `event:${event.id}`,
			at: event.created_at,
			kind: 'stripe_event',
			action: event.type,
			actor: 'stripe',
		},
		known({
			status: event.status,
			attempts: event.attempts,
			error: event.status === 'dead' || event.status === 'due' ? event.last_error : null,
		}),
		{ stripeId: event.event_id, livemode: event.livemode },
	);

const fromRefund = (refund: TimelineRefund, purchases: Purchases): Line => {
	// One of ours that failed, and was asked for again, is not the automatic one any more.
	const isOurs = refund.automatic === 1 || refund.attempts > 0;
	return line(
		{
			id: `refund:${refund.id}`,
			at: refund.created_at,
			kind: 'refund',
			action: isOurs ? 'refund.due' : 'refund.made_in_stripe',
			actor: null,
		},
		isOurs ? refundData(refund, purchases) : { ...refundData(refund, purchases), status: refund.status },
		ofRefund(refund, purchases),
	);
};

const fromMail = (mail: TimelineMail, purchases: Purchases): Line => {
	const moment = mail.status === 'due' ? mail.created_at : (mail.sent_at ?? mail.updated_at);
	return line(
		{
			id: `mail:${mail.id}`,
			at: moment,
			kind: 'mail',
			action: `mail.${mail.status}`,
			actor: 'sidecar',
		},
		known({ mail: mail.kind, error: mail.status === 'dead' ? mail.last_error : null }),
		{ ...ofCheckout(purchases, mail.checkout_id), stripeId: null },
	);
};

const fromTask = (task: TimelineTask, purchases: Purchases): Line[] => {
	const details = {
		...ofCheckout(purchases, task.checkout_id),
		stripeId: task.stripe_id,
		livemode: task.livemode,
	};
	const opened = line(
		{
			id: `task:${task.id}:opened`,
			at: task.created_at,
			kind: 'task',
			action: 'task.opened',
			actor: 'sidecar',
		},
		known({ task: task.kind, taskId: task.id, detail: task.detail }),
		details,
	);
	if (task.resolved_at === null) {
		return [opened];
	}
	const by = { id: `task:${task.id}:resolved`, at: task.resolved_at, actor: task.resolved_by };
	const data = known({ task: task.kind, taskId: task.id, note: task.note });
	return [opened, line({ ...by, kind: 'task', action: 'task.resolved' }, data, details)];
};

const fromWaiting = (waiting: TimelineWaiting, studentId: number): Line[] => {
	const details = { courseTitle: waiting.course_title, cohortName: waiting.cohort_name };
	const core = { kind: 'waiting_list' } as const;
	const joined = line(
		{
			...core,
			id: `waiting:${waiting.id}:joined`,
			at: waiting.created_at,
			action: 'waiting_list.joined',
			actor: `student:${studentId}`,
		},
		{},
		details,
	);
	if (waiting.offered_at === null) {
		return [joined];
	}
	const offered = { id: `waiting:${waiting.id}:offered`, at: waiting.offered_at, actor: 'sidecar' };
	return [joined, line({ ...core, ...offered, action: 'waiting_list.offered' }, {}, details)];
};

/** What the rows themselves say, in no order. */
export const fromRows = (rows: TimelineRows, purchases: Purchases, studentId: number): Line[] => [
	...fromCheckouts(rows, purchases),
	...rows.packages.map((owned) => fromPackage(owned, purchases)),
	...rows.events.map(fromEvent),
	...rows.refunds.map((refund) => fromRefund(refund, purchases)),
	...rows.mails.map((mail) => fromMail(mail, purchases)),
	...rows.tasks.flatMap((task) => fromTask(task, purchases)),
	...rows.waiting.flatMap((waiting) => fromWaiting(waiting, studentId)),
];
