import { __ } from '@wordpress/i18n';
import type { TaskKind } from '@cohort-enrollment/sidecar/contract';

/** What is wrong, and what to do. */
export interface TaskWords {
	/** In a few words. */
	title: string;
	happened: string;
	matters: string;
	toDo: string;
}

/** About money that goes back. These sentences are those of the mail: `plugin/src/Mail/Kinds/Task_Words.php`. */
const REFUNDS = {
	refund_failed: () => ({
		title: __('A refund did not go through', 'cohort-enrollment'),
		happened: __(
			'The refund of a payment was refused for good, or came back from the bank.',
			'cohort-enrollment',
		),
		matters: __(
			'We hold money that belongs to a student who has no seat for it. The page of the enrollment tells the student that somebody takes care of it.',
			'cohort-enrollment',
		),
		toDo: __(
			'Read in Stripe why it was refused. Refund the payment there again, or return the money in another way, and write to the student.',
			'cohort-enrollment',
		),
	}),
	refund_overdue: () => ({
		title: __('A refund takes unusually long', 'cohort-enrollment'),
		happened: __(
			'A refund was sent to the bank more than ten days ago and is still pending.',
			'cohort-enrollment',
		),
		matters: __('The student has neither a seat nor the money.', 'cohort-enrollment'),
		toDo: __(
			'Look in Stripe what the refund waits for. Some ways to pay need the student’s bank details: then write to the student.',
			'cohort-enrollment',
		),
	}),
	partial_refund: () => ({
		title: __('A payment was refunded in part', 'cohort-enrollment'),
		happened: __('Somebody refunded a part of a payment in Stripe.', 'cohort-enrollment'),
		matters: __('The enrollment stays as it is: only a full refund ends one.', 'cohort-enrollment'),
		toDo: __(
			'If this was meant, nothing. If the student is to leave the cohort, refund the rest in Stripe.',
			'cohort-enrollment',
		),
	}),
	refunded_but_enrolled: () => ({
		title: __('A student is enrolled, and the money went back', 'cohort-enrollment'),
		happened: __('A payment was refunded, but its enrollment was kept.', 'cohort-enrollment'),
		matters: __('The student takes a seat that nobody has paid for.', 'cohort-enrollment'),
		toDo: __(
			'Decide whether the student may stay. If not, end the enrollment; if so, agree on a new payment.',
			'cohort-enrollment',
		),
	}),
} satisfies Partial<Record<TaskKind, () => TaskWords>>;

/** About a payment that is not as it should be. */
const PAYMENTS = {
	dispute: () => ({
		title: __('A payment is disputed', 'cohort-enrollment'),
		happened: __('A student’s bank has questioned a payment.', 'cohort-enrollment'),
		matters: __(
			'Without an answer in time the money is lost, and Stripe charges a fee.',
			'cohort-enrollment',
		),
		toDo: __(
			'Answer in Stripe before the deadline shown there. Often it helps to write to the student first. Do not refund a disputed payment: it would be paid back twice.',
			'cohort-enrollment',
		),
	}),
	orphan_payment: () => ({
		title: __('A payment belongs to no checkout', 'cohort-enrollment'),
		happened: __(
			'Stripe reports a payment for this site, and the sidecar has no checkout for it. That happens when the database was restored from an older backup.',
			'cohort-enrollment',
		),
		matters: __(
			'Somebody paid and has no seat. It is not refunded by itself, because nobody knows what it was for.',
			'cohort-enrollment',
		),
		toDo: __(
			'Find out in Stripe who paid for what. Enroll the student, or refund the payment there.',
			'cohort-enrollment',
		),
	}),
	other_terms: () => ({
		title: __('A student paid another price than was offered', 'cohort-enrollment'),
		happened: __(
			'Amount or currency of a payment is not what the checkout offered.',
			'cohort-enrollment',
		),
		matters: __(
			'The price may have been changed in Stripe while the student was paying, or somebody edited the session.',
			'cohort-enrollment',
		),
		toDo: __(
			'Compare the payment with the price below. Refund the difference, ask for it, or leave it.',
			'cohort-enrollment',
		),
	}),
	unknown_payment: () => ({
		title: __('A payment is in a state we do not know', 'cohort-enrollment'),
		happened: __(
			'Stripe reports a state of a payment that this version of the sidecar does not know, so nobody was enrolled for it.',
			'cohort-enrollment',
		),
		matters: __('The student may have paid and be waiting for a seat.', 'cohort-enrollment'),
		toDo: __(
			'Look at the payment in Stripe. Update the plugin and the sidecar, then replay the event of this payment.',
			'cohort-enrollment',
		),
	}),
	price_unavailable: () => ({
		title: __('A price cannot be used', 'cohort-enrollment'),
		happened: __(
			'Stripe refused the price of a course: it is archived, deleted, recurring, or in another currency.',
			'cohort-enrollment',
		),
		matters: __('Nobody can enroll where this price applies.', 'cohort-enrollment'),
		toDo: __('Activate the price in Stripe again, or give the course another one.', 'cohort-enrollment'),
	}),
} satisfies Partial<Record<TaskKind, () => TaskWords>>;

/** About the work of the sidecar. */
const OPERATIONS = {
	event_dead: () => ({
		title: __('A message of Stripe could not be processed', 'cohort-enrollment'),
		happened: __(
			'The sidecar tried an event many times, failed each time, and set it aside.',
			'cohort-enrollment',
		),
		matters: __(
			'What it says is not known here: somebody may have paid and have no seat. All other events go on.',
			'cohort-enrollment',
		),
		toDo: __(
			'Look for the event in the log of the sidecar, mend the cause, and replay the event.',
			'cohort-enrollment',
		),
	}),
	notification_dead: () => ({
		title: __('A mail to a student could not be sent', 'cohort-enrollment'),
		happened: __('A mail was tried many times and refused each time.', 'cohort-enrollment'),
		matters: __(
			'The student does not know what happened to the enrollment. Money and seat are as they should be.',
			'cohort-enrollment',
		),
		toDo: __('Check that this site can send mails, and write to the student.', 'cohort-enrollment'),
	}),
	other_mode: () => ({
		title: __('Test and live mode are mixed up', 'cohort-enrollment'),
		happened: __(
			'Stripe sent something of test mode to a sidecar with live keys, or the other way around. It was ignored.',
			'cohort-enrollment',
		),
		matters: __(
			'If the keys of this site are of the wrong mode, payments are not recognized.',
			'cohort-enrollment',
		),
		toDo: __(
			'Compare the sidecar’s Stripe keys with the webhook that is registered in Stripe.',
			'cohort-enrollment',
		),
	}),
	invalid_signed_event: () => ({
		title: __('Something odd was signed with our webhook secret', 'cohort-enrollment'),
		happened: __(
			'A delivery had a valid signature, but it is no event as Stripe sends them. It was refused.',
			'cohort-enrollment',
		),
		matters: __('Somebody else may know the webhook secret.', 'cohort-enrollment'),
		toDo: __(
			'If nobody of you was testing, roll the secret of the webhook in Stripe and give the sidecar the new one.',
			'cohort-enrollment',
		),
	}),
	books_differ: () => ({
		title: __('Our books and Stripe’s do not agree', 'cohort-enrollment'),
		happened: __(
			'The comparison with Stripe found a difference that it must not mend alone.',
			'cohort-enrollment',
		),
		matters: __(
			'Somebody may have paid without a seat, or have a seat without a payment.',
			'cohort-enrollment',
		),
		toDo: __(
			'Run the comparison by hand (“npm run reconcile”): it prints what it found and would do.',
			'cohort-enrollment',
		),
	}),
} satisfies Partial<Record<TaskKind, () => TaskWords>>;

/** Of a task of a newer sidecar. */
const unknown = (): TaskWords => ({
	title: __('Something needs a look', 'cohort-enrollment'),
	happened: __(
		'The sidecar found something that it must not decide alone. It is newer than this plugin, which has no words for it yet.',
		'cohort-enrollment',
	),
	matters: __('Until somebody decides, money or seats may not be as they should be.', 'cohort-enrollment'),
	toDo: __('Look at it in the log of the sidecar, and update the plugin.', 'cohort-enrollment'),
});

const WORDS: Readonly<Record<TaskKind, () => TaskWords>> = { ...REFUNDS, ...PAYMENTS, ...OPERATIONS };

/** The words of one kind. */
export const taskWords = (kind: string): TaskWords =>
	Object.hasOwn(WORDS, kind) ? WORDS[kind as TaskKind]() : unknown();

export const taskTitle = (kind: string): string => taskWords(kind).title;
