import { __ } from '@wordpress/i18n';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';

interface ReplayWords {
	/** On the button. */
	action: string;
	question: string;
	/** What will happen. */
	consequence: string;
}

/** What it means to do something again. */
export const replayWords = (replay: NonNullable<AdminTask['replay']>): ReplayWords => {
	switch (replay) {
		case 'event':
			return {
				action: __('Replay the message', 'cohort-enrollment'),
				question: __('Work on this message of Stripe again?', 'cohort-enrollment'),
				consequence: __(
					'The sidecar asks Stripe how things are now and brings enrollment, seat and money to that, as if the message had just arrived. Nothing is done twice. The task closes when it works.',
					'cohort-enrollment',
				),
			};
		case 'refund':
			return {
				action: __('Send the refund again', 'cohort-enrollment'),
				question: __('Send this refund again?', 'cohort-enrollment'),
				consequence: __(
					'The sidecar first asks Stripe what is left of the payment. If somebody has sent it back meanwhile, that is written down and nothing is sent; otherwise what was to go back goes back, once. The task closes when Stripe takes it.',
					'cohort-enrollment',
				),
			};
		case 'mail':
			return {
				action: __('Send the mail again', 'cohort-enrollment'),
				question: __('Send this mail again?', 'cohort-enrollment'),
				consequence: __(
					'The student gets it once, even if an earlier try did arrive after all. The task closes when WordPress has taken it.',
					'cohort-enrollment',
				),
			};
	}
};
