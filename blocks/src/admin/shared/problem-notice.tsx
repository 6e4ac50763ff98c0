import { __ } from '@wordpress/i18n';
import { ActionNotice } from './action-notice';
import type { RequestError } from './request';
import { useProblemMessage } from './screen-messages';

interface ProblemNoticeProps {
	error: Pick<RequestError, 'code' | 'data'>;
	/** Offers to try again. */
	onRetry?: (() => void) | undefined;
}

/** Says what went wrong, where it went wrong. */
export const ProblemNotice = ({ error, onRetry }: ProblemNoticeProps) => (
	<ActionNotice
		status="error"
		text={useProblemMessage()(error)}
		action={onRetry && { label: __('Try again', 'cohort-enrollment'), onClick: onRetry }}
	/>
);
