import type { EnrollmentSessionResponse } from '@cohort-enrollment/sidecar/contract';
import { __, sprintf } from '@wordpress/i18n';
import { Screen } from '../../shared/screen';
import { CourseLine } from './course-line';

interface WaitingProps {
	enrollment: EnrollmentSessionResponse;
	onCheckAgain: () => void;
}

const CheckAgain = ({ onCheckAgain }: Pick<WaitingProps, 'onCheckAgain'>) => (
	<p className="cohort-enrollment-actions">
		<button type="button" className="wp-element-button" onClick={onCheckAgain}>
			{__('Check again', 'cohort-enrollment')}
		</button>
	</p>
);

/** Stripe is done with the student, but nobody knows yet how it went. */
export const Processing = ({
	enrollment,
	patience,
	onCheckAgain,
}: WaitingProps & { patience: 'asking' | 'over' }) =>
	patience === 'asking' ? (
		<Screen key="asking" title={__('Your payment is being processed', 'cohort-enrollment')}>
			<CourseLine {...enrollment} />
			<p className="cohort-enrollment-waiting" role="status">
				{__('This takes a few seconds. Please keep this page open.', 'cohort-enrollment')}
			</p>
		</Screen>
	) : (
		<Screen key="over" title={__('This takes longer than usual', 'cohort-enrollment')}>
			<CourseLine {...enrollment} />
			<p>
				{__(
					'Your payment is still being processed. You can close this page: we will email you as soon as it is confirmed.',
					'cohort-enrollment',
				)}
			</p>
			<CheckAgain onCheckAgain={onCheckAgain} />
		</Screen>
	);

/** Paid by bank debit, which takes days. */
export const AwaitingPayment = ({ enrollment, onCheckAgain }: WaitingProps) => (
	<Screen title={__('Your bank is on it', 'cohort-enrollment')}>
		<CourseLine {...enrollment} />
		<p>
			{sprintf(
				/* translators: %s: name of a cohort */
				__(
					'Your bank needs a few days to confirm the payment. Your seat in %s is held until then, and you do not need to do anything.',
					'cohort-enrollment',
				),
				enrollment.cohortName,
			)}
		</p>
		<p>
			{__(
				'You can close this page: we will email you when the payment has arrived, or if it fails. Then you choose your sessions.',
				'cohort-enrollment',
			)}
		</p>
		<CheckAgain onCheckAgain={onCheckAgain} />
	</Screen>
);
