import { __ } from '@wordpress/i18n';
import { StatusMark } from './status-mark';

/** Whether Stripe moves real money. */
export const ModeMark = ({ livemode }: { livemode: boolean }) =>
	livemode ? (
		<StatusMark tone="good" label={__('Live mode', 'cohort-enrollment')} />
	) : (
		<StatusMark tone="warning" label={__('Test mode', 'cohort-enrollment')} />
	);
