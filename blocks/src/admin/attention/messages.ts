import { __ } from '@wordpress/i18n';
import type { Messages } from '../shared/messages';

/** What stands in the way of closing tasks and of doing things again. */
export const ATTENTION_MESSAGES: Messages = {
	task_resolved: () => __('Somebody else has resolved this task meanwhile.', 'cohort-enrollment'),
	nothing_to_replay: () =>
		__(
			'This cannot be done again from here: it is under way already, or somebody has sent money back in Stripe since. Look at it in Stripe, then resolve the task.',
			'cohort-enrollment',
		),
	payment_disputed: () =>
		__(
			'The buyer’s bank holds the money of this payment. A refund beside that would send it back twice. Wait until the bank has decided.',
			'cohort-enrollment',
		),
	stripe_unavailable: () =>
		__('Stripe cannot be reached at the moment. Nothing was changed; try again.', 'cohort-enrollment'),
};
