import { ExternalLink } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { Facts } from '../shared/facts';
import { screenUrl } from '../settings';
import { instantText } from '../shared/times';

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What was changed, as the activity keeps it: names of fields and values as they are in the tables. */
const changes = ({ data: { before, after } }: TimelineEntry): string | undefined => {
	if (before === undefined && after === undefined) {
		return undefined;
	}
	return `${plain(before ?? null)} → ${plain(after ?? null)}`;
};

const attempts = ({ kind, data }: TimelineEntry): string | undefined =>
	kind === 'stripe_event' && typeof data.attempts === 'number' && data.attempts > 1
		? String(data.attempts)
		: undefined;

/** What else is known of a line, behind a word that opens it; with the way to Stripe. */
export const TimelineDetails = ({ entry }: { entry: TimelineEntry }) => {
	const { courseTitle, cohortName, stripeId, stripeUrl, data, kind, action } = entry;
	return (
		<details className="ce-admin__event-details">
			<summary>{__('Details', 'cohort-enrollment')}</summary>
			<Facts
				facts={[
					[__('When', 'cohort-enrollment'), instantText(entry.at)],
					[__('Course', 'cohort-enrollment'), courseTitle ?? undefined],
					[__('Cohort', 'cohort-enrollment'), cohortName ?? undefined],
					[
						__('Task', 'cohort-enrollment'),
						kind === 'task' && typeof data.taskId === 'number' ? (
							<a href={screenUrl('attention', `/${String(data.taskId)}`)}>
								{__('Open the task', 'cohort-enrollment')}
							</a>
						) : undefined,
					],
					[
						__('In Stripe', 'cohort-enrollment'),
						stripeUrl === null ? undefined : (
							<ExternalLink href={stripeUrl}>{stripeId ?? ''}</ExternalLink>
						),
					],
					[__('Attempts', 'cohort-enrollment'), attempts(entry)],
					[
						__('What went wrong', 'cohort-enrollment'),
						typeof data.error === 'string' ? data.error : undefined,
					],
					[
						__('What was found', 'cohort-enrollment'),
						typeof data.detail === 'string' ? data.detail : undefined,
					],
					[__('Change', 'cohort-enrollment'), changes(entry)],
					[__('Code', 'cohort-enrollment'), <code key="code">{action}</code>],
				]}
			/>
		</details>
	);
};
