import { __, sprintf } from '@wordpress/i18n';
import type { TimelineEntry } from '@cohort-enrollment/sidecar/contract';
import { Card } from '../shared/card';
import { StatusMark } from '../shared/status-mark';
import { clockOfInstant, dayOfInstant, longDateText, siteTimezone } from '../shared/times';
import { TimelineDetails } from './timeline-details';
import { TimelineIcon } from './timeline-icon';
import { timelineWords } from './timeline-words';

/** Entries of one day after the other, in their order. */
export const byDay = (
	entries: readonly TimelineEntry[],
	timezone: string,
): { day: string; entries: TimelineEntry[] }[] => {
	const days: { day: string; entries: TimelineEntry[] }[] = [];
	for (const entry of entries) {
		const day = dayOfInstant(entry.at, timezone);
		const last = days.at(-1);
		if (last?.day === day) {
			last.entries.push(entry);
		} else {
			days.push({ day, entries: [entry] });
		}
	}
	return days;
};

/** What is not as it should be, beside the sentence. */
const Mark = ({ kind, action, data }: TimelineEntry) => {
	if (kind === 'stripe_event' && data.status === 'dead') {
		return <StatusMark tone="bad" label={__('Given up', 'cohort-enrollment')} />;
	}
	if (kind === 'stripe_event' && data.status === 'due') {
		return <StatusMark tone="warning" label={__('To be done', 'cohort-enrollment')} />;
	}
	if (action === 'refund.failed' || action === 'mail.dead' || action === 'checkout.refund_failed') {
		return <StatusMark tone="bad" label={__('Failed', 'cohort-enrollment')} />;
	}
	return null;
};

const Entry = ({ entry, timezone }: { entry: TimelineEntry; timezone: string }) => (
	<li className="ce-admin__event">
		<TimelineIcon kind={entry.kind} />
		<div className="ce-admin__event-text">
			<p>
				{timelineWords(entry)} <Mark {...entry} />
			</p>
			<TimelineDetails entry={entry} />
		</div>
		<time className="ce-admin__event-time" dateTime={entry.at}>
			{clockOfInstant(entry.at, timezone)}
		</time>
	</li>
);

interface TimelineProps {
	entries: readonly TimelineEntry[];
	/** There were more. */
	isCut: boolean;
}

/** Everything that happened to a student, day by day, the newest first. */
export const Timeline = ({ entries, isCut }: TimelineProps) => {
	const timezone = siteTimezone();
	return (
		<Card
			title={__('Timeline', 'cohort-enrollment')}
			description={sprintf(
				/* translators: %s: name of a time zone. */
				__('The newest first. Times are those of %s.', 'cohort-enrollment'),
				timezone.replace(/_/g, ' '),
			)}
		>
			{entries.length === 0 && <p>{__('Nothing has happened yet.', 'cohort-enrollment')}</p>}
			{byDay(entries, timezone).map(({ day, entries: ofDay }) => (
				<section key={day} className="ce-admin__day">
					<h3>{longDateText(day)}</h3>
					<ol>
						{ofDay.map((entry) => (
							<Entry key={entry.id} entry={entry} timezone={timezone} />
						))}
					</ol>
				</section>
			))}
			{isCut && (
				<p className="ce-admin__description">
					{__('What happened before is not shown.', 'cohort-enrollment')}
				</p>
			)}
		</Card>
	);
};
