import type { EnrollmentSessionResponse, WaitingListResponse } from '@cohort-enrollment/sidecar/contract';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { errorMessage } from '../../shared/error-message';
import { codeOf, joinWaitingList, leaveWaitingList } from '../client';

type Progress = { status: 'idle' } | { status: 'sending' } | { status: 'refused'; code: string };

/** On the list or not, and what happens when the button is pressed. */
const useWaitingList = (enrollment: EnrollmentSessionResponse) => {
	const [isWaiting, setIsWaiting] = useState(enrollment.onWaitingList);
	const [progress, setProgress] = useState<Progress>({ status: 'idle' });
	const toggle = () => {
		if (progress.status === 'sending') {
			return;
		}
		setProgress({ status: 'sending' });
		const change: Promise<WaitingListResponse> = isWaiting
			? leaveWaitingList(enrollment)
			: joinWaitingList(enrollment);
		change.then(
			({ onWaitingList }) => {
				setIsWaiting(onWaitingList);
				setProgress({ status: 'idle' });
			},
			(error: unknown) => setProgress({ status: 'refused', code: codeOf(error) }),
		);
	};
	return { isWaiting, progress, toggle };
};

const buttonText = (isWaiting: boolean): string =>
	isWaiting
		? __('Leave the waiting list', 'cohort-enrollment')
		: __('Join the waiting list', 'cohort-enrollment');

/** For a student who found the cohort full: one click to hear of a free seat. */
export const WaitingList = ({ enrollment }: { enrollment: EnrollmentSessionResponse }) => {
	const { isWaiting, progress, toggle } = useWaitingList(enrollment);
	const isSending = progress.status === 'sending';
	return (
		<div className="cohort-enrollment-waiting-list">
			<p role="status">
				{isWaiting
					? __(
							'You are on the waiting list. We will email you when a seat is free; it goes to whoever enrolls first.',
							'cohort-enrollment',
						)
					: __(
							'Do you still want to take part? We can email you when a seat is free.',
							'cohort-enrollment',
						)}
			</p>
			{progress.status === 'refused' && (
				<p className="cohort-enrollment-refusal" role="alert">
					{errorMessage(progress.code)}
				</p>
			)}
			<p className="cohort-enrollment-actions">
				<button
					type="button"
					className={isWaiting ? 'cohort-enrollment-link-button' : 'wp-element-button'}
					aria-disabled={isSending}
					onClick={toggle}
				>
					{isSending ? __('One moment…', 'cohort-enrollment') : buttonText(isWaiting)}
				</button>
			</p>
		</div>
	);
};
