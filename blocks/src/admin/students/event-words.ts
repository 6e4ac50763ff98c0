import { __, sprintf } from '@wordpress/i18n';

const WORDS = new Map<string, () => string>(
	Object.entries({
		'checkout.session.completed': () => __('Stripe: the payment page was completed', 'cohort-enrollment'),
		'checkout.session.async_payment_succeeded': () =>
			__('Stripe: the delayed payment has arrived', 'cohort-enrollment'),
		'checkout.session.async_payment_failed': () =>
			__('Stripe: the delayed payment has failed', 'cohort-enrollment'),
		'checkout.session.expired': () => __('Stripe: the payment page has expired', 'cohort-enrollment'),
		'payment_intent.created': () => __('Stripe: a payment was begun', 'cohort-enrollment'),
		'payment_intent.succeeded': () => __('Stripe: the payment has arrived', 'cohort-enrollment'),
		'payment_intent.payment_failed': () =>
			__('Stripe: an attempt to pay has failed', 'cohort-enrollment'),
		'charge.succeeded': () => __('Stripe: the payment has arrived', 'cohort-enrollment'),
		'charge.refunded': () => __('Stripe: the payment was refunded', 'cohort-enrollment'),
		'refund.created': () => __('Stripe: a refund was made', 'cohort-enrollment'),
		'refund.updated': () => __('Stripe: news of a refund', 'cohort-enrollment'),
		'charge.refund.updated': () => __('Stripe: news of a refund', 'cohort-enrollment'),
		'refund.failed': () => __('Stripe: a refund has failed', 'cohort-enrollment'),
		'charge.dispute.created': () => __('Stripe: the payment is disputed', 'cohort-enrollment'),
		'charge.dispute.updated': () => __('Stripe: news of the dispute', 'cohort-enrollment'),
		'charge.dispute.closed': () => __('Stripe: the dispute is closed', 'cohort-enrollment'),
		'charge.dispute.funds_withdrawn': () =>
			__('Stripe: the bank holds the money of the dispute', 'cohort-enrollment'),
		'charge.dispute.funds_reinstated': () =>
			__('Stripe: the money of the dispute is back', 'cohort-enrollment'),
	}),
);

/** What an event of Stripe tells; its type where it is not known here. */
export const eventWords = (type: string): string =>
	/* translators: %s: type of a message of Stripe, such as "charge.captured". */
	WORDS.get(type)?.() ?? sprintf(__('Stripe: %s', 'cohort-enrollment'), type);
