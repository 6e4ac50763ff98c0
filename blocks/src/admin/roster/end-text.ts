import { __ } from '@wordpress/i18n';
import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';

/** Why an enrollment is not simply running; undefined for one that is. */
export const endText = ({ status, reason }: Pick<StaffPackage, 'status' | 'reason'>): string | undefined => {
	if (status === 'SUSPENDED') {
		return __(
			'The buyer’s bank looks into the payment. The seat and all bookings are kept until it has decided.',
			'cohort-enrollment',
		);
	}
	if (status === 'COMPLETED') {
		return __('All steps were attended.', 'cohort-enrollment');
	}
	switch (reason) {
		case 'requested':
			return __('The payment was sent back on request.', 'cohort-enrollment');
		case 'kept_by_staff':
			return __('Staff has cancelled it without a refund.', 'cohort-enrollment');
		case 'refunded_in_part':
			return __('Staff has cancelled it and sent back a part of the payment.', 'cohort-enrollment');
		case 'payment_reversed':
			return __('The bank took the payment back.', 'cohort-enrollment');
		default:
			return undefined;
	}
};
