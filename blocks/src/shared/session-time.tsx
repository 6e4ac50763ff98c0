import { __, sprintf } from '@wordpress/i18n';
import { describeOccasion, type Occasion, type OccasionText } from './times';

const classClock = ({ date, atTheClass }: OccasionText): string | null => {
	if (atTheClass === null) {
		return null;
	}
	const { time, zone } = atTheClass;
	return atTheClass.date === date
		? sprintf(
				/* translators: 1: time of day, 2: name of the time zone */
				__('Class time: %1$s, %2$s', 'cohort-enrollment'),
				time,
				zone,
			)
		: sprintf(
				/* translators: 1: date, 2: time of day, 3: name of the time zone */
				__('Class time: %1$s, %2$s, %3$s', 'cohort-enrollment'),
				atTheClass.date,
				time,
				zone,
			);
};

/** Day, time and zone of a session, in the student's own zone first. Inline content only: it also stands in labels. */
export const SessionTime = ({ occasion }: { occasion: Occasion }) => {
	const text = describeOccasion(occasion);
	const there = classClock(text);
	return (
		<span className="cohort-enrollment-time">
			<time className="cohort-enrollment-time__start" dateTime={occasion.startsAt}>
				<span className="cohort-enrollment-time__date">{text.date}</span>{' '}
				<span className="cohort-enrollment-time__clock">{text.time}</span>
			</time>{' '}
			<span className="cohort-enrollment-time__zone">{text.zone}</span>
			{there !== null && (
				<>
					{' '}
					<span className="cohort-enrollment-time__there">{there}</span>
				</>
			)}
		</span>
	);
};
