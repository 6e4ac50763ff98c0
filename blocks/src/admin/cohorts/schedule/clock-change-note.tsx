import { __, sprintf } from '@wordpress/i18n';
import type { ClockChange } from '@cohort-enrollment/sidecar/contract';
import { dateText } from '../../shared/times';

/** Says that clocks change at this point of the schedule. */
export const ClockChangeNote = ({ change: { date, timezone, from, to } }: { change: ClockChange }) => (
	<p className="ce-admin__clock-change">
		{sprintf(
			/* translators: 1: date. 2: time zone. 3: difference from UTC before. 4: difference from UTC afterwards. */
			__(
				'Clocks change on %1$s in %2$s, from UTC%3$s to UTC%4$s. Classes stay at the same time by the clock on the wall.',
				'cohort-enrollment',
			),
			dateText(date),
			timezone.replace(/_/g, ' '),
			from,
			to,
		)}
	</p>
);
