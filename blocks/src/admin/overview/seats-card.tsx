import { __, _n, sprintf } from '@wordpress/i18n';
import type { OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { Card } from '../shared/card';
import { numberText } from '../shared/numbers';
import { BarChart } from './bar-chart';
import { inBuckets } from './scale';

type Day = OverviewResponse['seatsSold'][number];

/** Bars that can be told apart. */
export const MOST_BARS = 60;

const total = (days: readonly Day[]) => ({
	enrolled: days.reduce((sum, { enrolled }) => sum + enrolled, 0),
	ended: days.reduce((sum, { ended }) => sum + ended, 0),
});

/** Who got a seat, and whose enrollment ended, over time. */
export const SeatsCard = ({ seatsSold }: Pick<OverviewResponse, 'seatsSold'>) => {
	const { enrolled, ended } = total(seatsSold);
	const summary = [
		sprintf(
			/* translators: %s: number of enrollments. */
			_n('%s new enrollment', '%s new enrollments', enrolled, 'cohort-enrollment'),
			numberText(enrolled),
		),
		/* translators: %s: number of enrollments. */
		sprintf(_n('%s ended', '%s ended', ended, 'cohort-enrollment'), numberText(ended)),
	].join(', ');
	return (
		<Card title={__('Enrollments', 'cohort-enrollment')} description={summary}>
			<BarChart
				summary={summary}
				buckets={inBuckets(seatsSold, MOST_BARS, total)}
				series={[
					{
						name: __('New', 'cohort-enrollment'),
						value: (value) => value.enrolled,
						pattern: 'solid',
					},
					{
						name: __('Ended', 'cohort-enrollment'),
						value: (value) => value.ended,
						pattern: 'striped',
					},
				]}
				format={numberText}
			/>
		</Card>
	);
};
