import type { TaskKind } from '../../contract';

/** What the person who finds a task should do, by kind. */
export const TASK_ADVICE: Readonly<Record<TaskKind, string>> = {
	refund_failed:
		"Stripe could not send the money back. Refund it another way (Stripe's dashboard says why), then resolve.",
	refund_overdue:
		"A refund has been pending for long. Look at it in Stripe's dashboard; the bank may need more.",
	orphan_payment:
		'Somebody paid for a checkout that this database does not know (a restored backup?). Enroll or refund by hand.',
	other_terms: 'The price or currency paid differs from what was agreed. Compare, then keep it or refund.',
	partial_refund:
		'A part was refunded in the dashboard; the enrollment stays. Resolve when that is as meant.',
	refunded_but_enrolled:
		'The money went back, but the student is still enrolled. Decide whether that is as meant.',
	dispute: "The payment is disputed. Answer in Stripe's dashboard before its deadline.",
	unknown_payment:
		'Stripe reports a payment state that this version does not know; nothing was granted. Look it up, update.',
	event_dead: 'An event was tried until its last attempt. See the log, mend the cause, then: replay EVENT.',
	notification_dead:
		"A mail could not be sent. Check the site's mailer; tell the person by hand if it matters.",
	price_unavailable:
		'Stripe refuses a price (archived, missing), or says another amount or currency than this site. Mend the price, then resolve.',
	other_mode:
		'An endpoint of the other mode (test or live) sends here. Correct the endpoint or the key, then resolve.',
	invalid_signed_event:
		'Something signed with the webhook secret was no event. Roll the secret if it was not Stripe.',
	books_differ:
		"Stripe and these tables disagree, and no rule says who is right. Compare them by the task's detail.",
};
