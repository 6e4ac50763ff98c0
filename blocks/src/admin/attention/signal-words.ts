import { __, _n, sprintf } from '@wordpress/i18n';
import type { AttentionSignal } from '@cohort-enrollment/sidecar/contract';
import { instantText } from '../shared/times';

/** What a fault means, and what to do about it. */
export interface SignalWords {
	title: string;
	text: string;
}

type Data = AttentionSignal['data'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Words of `plugin/src/Health/Webhook_Finding.php`. */
const REFUSALS = new Map<string, () => string>(
	Object.entries({
		signature: () =>
			__(
				'Its signature did not fit: compare STRIPE_WEBHOOK_SECRET with Stripe’s dashboard. Somebody else may also have sent it.',
				'cohort-enrollment',
			),
		clock_ahead: () =>
			__(
				'It was signed more than five minutes ago: the sidecar’s clock is ahead, or somebody sent an old message again.',
				'cohort-enrollment',
			),
		clock_behind: () =>
			__(
				'It was signed more than five minutes in the future: the sidecar’s clock is behind.',
				'cohort-enrollment',
			),
		shape: () =>
			__(
				'It was signed, but it was no message of Stripe: somebody else may know the webhook secret.',
				'cohort-enrollment',
			),
		size: () => __('It was too large.', 'cohort-enrollment'),
		type: () =>
			__(
				'It was not JSON, or compressed: something in between may change what Stripe sends.',
				'cohort-enrollment',
			),
		incomplete: () => __('It broke off in the middle.', 'cohort-enrollment'),
		storage: () => __('The database could not keep it; Stripe sends it again.', 'cohort-enrollment'),
	}),
);

const refused = ({ reason, at }: Data): SignalWords => ({
	title: __('The last message to Stripe’s address was refused', 'cohort-enrollment'),
	text: [
		/* translators: %s: date and time. */
		text(at) === '' ? '' : sprintf(__('It came at %s.', 'cohort-enrollment'), instantText(text(at))),
		REFUSALS.get(text(reason))?.() ?? '',
		__('Students who come back from paying are enrolled all the same.', 'cohort-enrollment'),
	]
		.filter(Boolean)
		.join(' '),
});

const silent = ({ since }: Data): SignalWords => ({
	title: __('Stripe’s messages do not arrive', 'cohort-enrollment'),
	text:
		text(since) === ''
			? __(
					'Somebody has paid, and Stripe has never sent a message. Register this site’s webhook in Stripe’s dashboard, and check that no firewall or security plugin blocks it.',
					'cohort-enrollment',
				)
			: sprintf(
					/* translators: %s: date and time. */
					__(
						'Somebody has paid since, but the last message came at %s. Look at the webhook in Stripe’s dashboard: it says why deliveries fail.',
						'cohort-enrollment',
					),
					instantText(text(since)),
				),
});

const clock = ({ direction, seconds }: Data): SignalWords => {
	const howFar = sprintf(
		/* translators: %d: number of seconds. */
		_n('%d second', '%d seconds', count(seconds), 'cohort-enrollment'),
		count(seconds),
	);
	return {
		title:
			direction === 'ahead'
				? __('The sidecar’s clock is ahead', 'cohort-enrollment')
				: __('The sidecar’s clock is behind', 'cohort-enrollment'),
		text: sprintf(
			/* translators: %s: such as "90 seconds". */
			__(
				'It differs from Stripe’s by %s. Beyond five minutes Stripe’s messages are refused and nobody can start to pay. Switch on time synchronization on the sidecar’s server.',
				'cohort-enrollment',
			),
			howFar,
		),
	};
};

const full = ({ course, cohort, step, class: name, classLeft, cohortLeft }: Data): SignalWords => {
	const left = count(classLeft);
	const title =
		left === 0
			? /* translators: 1: name of a weekly class. 2: name of a cohort. */
				__('%1$s is full, but %2$s is not', 'cohort-enrollment')
			: /* translators: 1: name of a weekly class. 2: name of a cohort. */
				__('%1$s has fewer seats left than %2$s', 'cohort-enrollment');
	const seats =
		cohortLeft === undefined
			? __('The cohort takes any number of students.', 'cohort-enrollment')
			: sprintf(
					/* translators: 1: free seats in the class. 2: free seats in the cohort. */
					__('Free seats: %1$d in the class, %2$d in the cohort.', 'cohort-enrollment'),
					left,
					count(cohortLeft),
				);
	return {
		title: sprintf(title, text(name), text(cohort)),
		text: [
			sprintf(
				/* translators: 1: label of a step such as "Week 1". 2: title of a course. */
				__('It is the only class for %1$s of %2$s.', 'cohort-enrollment'),
				text(step),
				text(course),
			),
			seats,
			__('Give the class more seats, add a second one, or give the cohort fewer.', 'cohort-enrollment'),
		].join(' '),
	};
};

const WORDS: Readonly<Record<AttentionSignal['code'], (data: Data) => SignalWords>> = {
	schema_behind: () => ({
		title: __('The database is of an older version than the sidecar', 'cohort-enrollment'),
		text: __('Restart the sidecar: it brings the tables up to date when it starts.', 'cohort-enrollment'),
	}),
	schema_ahead: () => ({
		title: __('The database is of a newer version than the sidecar', 'cohort-enrollment'),
		text: __('Update the sidecar that answers here.', 'cohort-enrollment'),
	}),
	stripe_key_invalid: () => ({
		title: __('Stripe refuses the key', 'cohort-enrollment'),
		text: __(
			'Nobody can enroll until the sidecar has a valid key: compare STRIPE_SECRET_KEY with Stripe’s dashboard.',
			'cohort-enrollment',
		),
	}),
	stripe_unreachable: () => ({
		title: __('Stripe does not answer', 'cohort-enrollment'),
		text: __(
			'The sidecar cannot reach Stripe at this moment. If it stays so, look at the sidecar’s network and at status.stripe.com.',
			'cohort-enrollment',
		),
	}),
	clock_off: clock,
	webhooks_refused: refused,
	webhooks_silent: silent,
	reconciler_late: ({ since }) => ({
		title: __('The books have not been compared with Stripe’s lately', 'cohort-enrollment'),
		text: sprintf(
			/* translators: %s: date and time. */
			__(
				'The last comparison ended at %s. The sidecar’s log says why the later ones did not come to their end.',
				'cohort-enrollment',
			),
			instantText(text(since)),
		),
	}),
	mails_late: ({ since, reason }) => ({
		title: __('Mails to students cannot be sent', 'cohort-enrollment'),
		text: sprintf(
			/* translators: 1: date and time. 2: code of a failure. */
			__(
				'One has been waiting since %1$s (%2$s). Check that this site can send mails; the sidecar goes on trying.',
				'cohort-enrollment',
			),
			instantText(text(since)),
			text(reason) || '—',
		),
	}),
	refunds_overdue: ({ count: refunds }) => ({
		title: sprintf(
			/* translators: %d: number of refunds. */
			_n('%d refund was not sent', '%d refunds were not sent', count(refunds), 'cohort-enrollment'),
			count(refunds),
		),
		text: __(
			'It should have been with Stripe by now. The sidecar goes on trying; its log says why it fails.',
			'cohort-enrollment',
		),
	}),
	class_full: full,
};

/** The words of one fault; its code where a newer sidecar has one that is not known here. */
export const signalWords = ({ code, data }: Pick<AttentionSignal, 'code' | 'data'>): SignalWords =>
	Object.hasOwn(WORDS, code) ? WORDS[code](data) : { title: code, text: '' };
