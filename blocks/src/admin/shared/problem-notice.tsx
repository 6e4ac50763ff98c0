import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { problemMessage } from './messages';
import type { RequestError } from './request';

interface ProblemNoticeProps {
	error: Pick<RequestError, 'code' | 'data'>;
	/** Offers to try again. */
	onRetry?: (() => void) | undefined;
}

/** Says what went wrong, where it went wrong. */
export const ProblemNotice = ({ error, onRetry }: ProblemNoticeProps) => (
	<Notice status="error" isDismissible={false} className="ce-admin__problem" politeness="assertive">
		{problemMessage(error)}
		{onRetry && (
			<>
				{' '}
				<Button variant="link" onClick={onRetry}>
					{__('Try again', 'cohort-enrollment')}
				</Button>
			</>
		)}
	</Notice>
);
