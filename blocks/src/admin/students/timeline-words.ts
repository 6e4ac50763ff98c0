import { __, sprintf } from '@wordpress/i18n';
import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { taskTitle } from '../attention/task-words';
import { clockOfInstant, sessionText } from '../shared/times';
import { eventWords } from './event-words';
import { mailWords } from './mail-words';
import { because, cohortOf, moneyOf, text, whole, type Words } from './sentence-parts';
import { staffDeed, staffName } from './staff-words';

const checkoutWords: Record<string, Words> = {
	'checkout.open': (entry) => {
		const until = text(entry.data.expiresAt);
		const held =
			until === ''
				? /* translators: %s: name of a cohort. */
					sprintf(__('Seat in %s held', 'cohort-enrollment'), cohortOf(entry))
				: sprintf(
						/* translators: 1: name of a cohort. 2: time of day. */
						__('Seat in %1$s held until %2$s', 'cohort-enrollment'),
						cohortOf(entry),
						clockOfInstant(until),
					);
		const price = moneyOf(entry);
		return price === ''
			? held
			: /* translators: 1: sentence such as "Seat held until 2:32 PM". 2: amount of money. */
				sprintf(__('%1$s, to pay %2$s', 'cohort-enrollment'), held, price);
	},
	'checkout.enrolled': (entry) => {
		const paid = moneyOf(entry);
		return paid === ''
			? /* translators: %s: name of a cohort. */
				sprintf(__('Enrolled in %s without payment', 'cohort-enrollment'), cohortOf(entry))
			: /* translators: 1: amount of money. 2: name of a cohort. */
				sprintf(__('Paid %1$s for %2$s', 'cohort-enrollment'), paid, cohortOf(entry));
	},
	'checkout.awaiting_payment': (entry) =>
		sprintf(
			/* translators: %s: name of a cohort. */
			__('A delayed payment is under way; the seat in %s stays held', 'cohort-enrollment'),
			cohortOf(entry),
		),
	'checkout.failed': (entry) =>
		/* translators: %s: name of a cohort. */
		sprintf(__('The payment failed; the seat in %s is free again', 'cohort-enrollment'), cohortOf(entry)),
	'checkout.expired': (entry) =>
		sprintf(
			/* translators: %s: name of a cohort. */
			__('Nothing was paid in time; the seat in %s is free again', 'cohort-enrollment'),
			cohortOf(entry),
		),
	'checkout.refund_due': (entry) =>
		because(
			sprintf(
				/* translators: 1: amount of money, or "the whole payment". 2: name of a cohort. */
				__('Paid %1$s for %2$s, but got no seat', 'cohort-enrollment'),
				moneyOf(entry) || whole(),
				cohortOf(entry),
			),
			entry.data.reason,
		),
	'checkout.refund_pending': () => __('Stripe sends the payment back', 'cohort-enrollment'),
	'checkout.refunded': (entry) =>
		because(__('The payment went back', 'cohort-enrollment'), entry.data.reason),
	'checkout.refund_failed': () => __('The refund failed; the money is with us again', 'cohort-enrollment'),
	'checkout.disputed': () => __('The buyer’s bank disputes the payment', 'cohort-enrollment'),
	'checkout.cancelled': (entry) =>
		because(__('The purchase ended', 'cohort-enrollment'), entry.data.reason),
};

const packageWords: Record<string, Words> = {
	'package.created': (entry) =>
		/* translators: %s: name of a cohort. */
		sprintf(__('Got a seat in %s', 'cohort-enrollment'), cohortOf(entry)),
	'package.cancelled': (entry) =>
		because(
			/* translators: %s: name of a cohort. */
			sprintf(__('The enrollment in %s ended', 'cohort-enrollment'), cohortOf(entry)),
			entry.data.reason,
		),
	'package.refunded': (entry) =>
		because(
			/* translators: %s: name of a cohort. */
			sprintf(__('The enrollment in %s ended with a refund', 'cohort-enrollment'), cohortOf(entry)),
			entry.data.reason,
		),
	'package.suspended': () => __('The enrollment rests until the bank has decided', 'cohort-enrollment'),
	'package.active': () => __('The enrollment goes on', 'cohort-enrollment'),
	'package.completed': () => __('All steps were attended', 'cohort-enrollment'),
};

/** "Week 1: Tuesday evening, Tue, Sep 1, 6:30 PM" */
const session = ({ data }: TimelineEntry): string => {
	const step = text(data.step);
	const startsAt = text(data.startsAt);
	const timezone = text(data.timezone);
	const time = startsAt && timezone ? sessionText(startsAt, timezone) : '';
	const where = [text(data.class), time].filter(Boolean).join(', ');
	return where === ''
		? step
		: /* translators: 1: label of a step such as "Week 1". 2: name and time of a class. */
			sprintf(__('%1$s: %2$s', 'cohort-enrollment'), step, where);
};

const bookingWords: Record<string, Words> = {
	/* translators: %s: step, class and time. */
	'booking.booked': (entry) => sprintf(__('Booked %s', 'cohort-enrollment'), session(entry)),
	'booking.completed': (entry) =>
		/* translators: %s: label of a step such as "Week 1". */
		sprintf(__('Attended %s', 'cohort-enrollment'), text(entry.data.step)),
	'booking.cancelled': (entry) =>
		/* translators: %s: step, class and time. */
		sprintf(__('Gave back %s', 'cohort-enrollment'), session(entry)),
	'booking.released': (entry) =>
		/* translators: %s: step, class and time. */
		sprintf(__('Not booked any more: %s', 'cohort-enrollment'), session(entry)),
	'booking.moved': (entry) => {
		const before = text(entry.data.previousStart);
		const timezone = text(entry.data.timezone);
		return before === '' || timezone === ''
			? /* translators: %s: step, class and time. */
				sprintf(__('Booked now: %s', 'cohort-enrollment'), session(entry))
			: sprintf(
					/* translators: 1: step, class and new time. 2: the time before. */
					__('Booked now: %1$s, instead of %2$s', 'cohort-enrollment'),
					session(entry),
					sessionText(before, timezone),
				);
	},
};

const refundWords: Record<string, Words> = {
	'refund.due': (entry) =>
		because(
			/* translators: %s: amount of money, or "the whole payment". */
			sprintf(__('Refund of %s decided', 'cohort-enrollment'), moneyOf(entry) || whole()),
			entry.data.reason,
		),
	'refund.pending': (entry) =>
		/* translators: %s: amount of money, or "the whole payment". */
		sprintf(__('Refund of %s sent to Stripe', 'cohort-enrollment'), moneyOf(entry) || whole()),
	'refund.succeeded': (entry) =>
		/* translators: %s: amount of money, or "the whole payment". */
		sprintf(__('Refund of %s done by Stripe', 'cohort-enrollment'), moneyOf(entry) || whole()),
	'refund.failed': (entry) =>
		because(
			/* translators: %s: amount of money, or "the whole payment". */
			sprintf(__('Refund of %s failed', 'cohort-enrollment'), moneyOf(entry) || whole()),
			entry.data.error,
		),
	'refund.made_in_stripe': (entry) =>
		sprintf(
			/* translators: %s: amount of money, or "the whole payment". */
			__('Refund of %s made in Stripe’s dashboard', 'cohort-enrollment'),
			moneyOf(entry) || whole(),
		),
};

const mailWordsOf: Record<string, Words> = {
	/* translators: %s: what the mail is about. */
	'mail.sent': ({ data }) => sprintf(__('Mail sent: %s', 'cohort-enrollment'), mailWords(data.mail)),
	'mail.due': ({ data }) =>
		/* translators: %s: what the mail is about. */
		sprintf(__('Mail about to be sent: %s', 'cohort-enrollment'), mailWords(data.mail)),
	'mail.skipped': ({ data }) =>
		/* translators: %s: what the mail is about. */
		sprintf(__('Mail not sent, for want of an address: %s', 'cohort-enrollment'), mailWords(data.mail)),
	'mail.unknown': ({ data }) =>
		/* translators: %s: what the mail is about. */
		sprintf(__('Mail that may have been sent: %s', 'cohort-enrollment'), mailWords(data.mail)),
	'mail.dead': ({ data }) =>
		/* translators: %s: what the mail is about. */
		sprintf(__('Mail that could not be sent: %s', 'cohort-enrollment'), mailWords(data.mail)),
};

/** What Stripe, the sidecar or the student did. */
const otherWords: Record<string, Words> = {
	'task.opened': ({ data }) =>
		/* translators: %s: title of a task. */
		sprintf(__('Needs attention: %s', 'cohort-enrollment'), taskTitle(text(data.task))),
	'task.resolved': ({ data }) =>
		because(
			/* translators: %s: title of a task. */
			sprintf(__('Resolved: %s', 'cohort-enrollment'), taskTitle(text(data.task))),
			data.note,
		),
	'waiting_list.joined': (entry) =>
		/* translators: %s: name of a cohort. */
		sprintf(__('Put on the waiting list of %s', 'cohort-enrollment'), cohortOf(entry)),
	'waiting_list.offered': (entry) =>
		/* translators: %s: name of a cohort. */
		sprintf(__('Told of a free seat in %s', 'cohort-enrollment'), cohortOf(entry)),
};

const WORDS = new Map<string, Words>(
	Object.entries({
		...checkoutWords,
		...packageWords,
		...bookingWords,
		...refundWords,
		...mailWordsOf,
		...otherWords,
	}),
);

/** What happened, in a sentence. What is not known here is told by its code. */
export const timelineWords = (entry: TimelineEntry): string => {
	if (entry.kind === 'stripe_event') {
		return eventWords(entry.action);
	}
	const sentence = () => WORDS.get(entry.action)?.(entry) ?? entry.action;
	if (entry.kind !== 'staff') {
		return sentence();
	}
	const did = staffDeed(entry);
	return did === undefined
		? /* translators: 1: "Staff" and a name. 2: what happened, as a sentence or a code. */
			sprintf(__('%1$s: %2$s', 'cohort-enrollment'), staffName(entry), sentence())
		: /* translators: 1: "Staff" and a name. 2: what that person did, such as "moved to Winter Cohort". */
			sprintf(__('%1$s %2$s', 'cohort-enrollment'), staffName(entry), did);
};
