import { __, sprintf } from '@wordpress/i18n';
import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { eventWords } from './event-words';
import { because, cohortOf, moneyOf, stepOf, text, whole, type Words } from './sentence-parts';

/** What a person of the staff did, behind the name of that person. */
const DEEDS = new Map<string, Words>(
	Object.entries<Words>({
		'checkout.refund_due': () => __('decided that money goes back', 'cohort-enrollment'),
		'checkout.cancelled': () => __('kept the payment', 'cohort-enrollment'),
		'package.enrolled_by_hand': (entry) =>
			because(
				/* translators: Behind a person's name. %s: name of a cohort. */
				sprintf(__('enrolled the student in %s', 'cohort-enrollment'), cohortOf(entry)),
				entry.data.reason,
			),
		'package.moved': (entry) => {
			const previous = text(entry.data.previousCohort);
			const moved =
				previous === ''
					? /* translators: Behind a person's name. %s: name of a cohort. */
						sprintf(__('moved to %s', 'cohort-enrollment'), cohortOf(entry))
					: sprintf(
							/* translators: Behind a person's name. 1: name of the cohort that was left. 2: name of the new one. */
							__('moved from %1$s to %2$s', 'cohort-enrollment'),
							previous,
							cohortOf(entry),
						);
			return because(moved, entry.data.reason);
		},
		'package.cancelled': (entry) =>
			because(
				/* translators: Behind a person's name. %s: name of a cohort. */
				sprintf(__('ended the enrollment in %s', 'cohort-enrollment'), cohortOf(entry)),
				entry.data.reason,
			),
		'package.refunded': (entry) =>
			because(
				/* translators: Behind a person's name. %s: name of a cohort. */
				sprintf(__('ended the enrollment in %s with a refund', 'cohort-enrollment'), cohortOf(entry)),
				entry.data.reason,
			),
		'package.rescheduled': (entry) =>
			/* translators: Behind a person's name. %s: name of a cohort. */
			sprintf(__('changed the schedule of %s', 'cohort-enrollment'), cohortOf(entry)),
		'class_session.attended': (entry) =>
			/* translators: Behind a person's name. %s: label of a step such as "Week 1". */
			sprintf(__('marked %s as attended', 'cohort-enrollment'), stepOf(entry)),
		'class_session.attendance_undone': (entry) =>
			/* translators: Behind a person's name. %s: label of a step such as "Week 1". */
			sprintf(__('took back that %s was attended', 'cohort-enrollment'), stepOf(entry)),
		'package.booked': () => __('booked sessions for the student', 'cohort-enrollment'),
		'package.booking_given_back': (entry) =>
			/* translators: Behind a person's name. %s: label of a step such as "Week 1". */
			sprintf(__('gave back the booking of %s', 'cohort-enrollment'), text(entry.data.step)),
		'refund.queued_again': (entry) =>
			/* translators: Behind a person's name. %s: amount of money, or "the whole payment". */
			sprintf(__('asked again for the refund of %s', 'cohort-enrollment'), moneyOf(entry) || whole()),
		'task.replayed': () => __('asked for a mail again that could not be sent', 'cohort-enrollment'),
		'event.replayed': ({ data }) =>
			sprintf(
				/* translators: Behind a person's name. %s: what an event of Stripe tells. */
				__('had a message worked on again (%s)', 'cohort-enrollment'),
				eventWords(text(data.type)),
			),
		'student.erased': () => __('erased the personal data', 'cohort-enrollment'),
	}),
);

/** Who did it. */
export const staffName = ({ actor, actorName }: TimelineEntry): string => {
	if (actor === 'operator') {
		return __('Operator at the server', 'cohort-enrollment');
	}
	return actorName === null
		? __('Staff (deleted account)', 'cohort-enrollment')
		: /* translators: %s: name of a person. */
			sprintf(__('Staff (%s)', 'cohort-enrollment'), actorName);
};

/** What the staff did, behind the name of that person; undefined for what only a newer sidecar knows. */
export const staffDeed = (entry: TimelineEntry): string | undefined => DEEDS.get(entry.action)?.(entry);
