import { __, _n, sprintf } from '@wordpress/i18n';
import type { OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { screenUrl } from '../settings';
import { Card } from '../shared/card';
import { numberText } from '../shared/numbers';
import { dateText } from '../shared/times';
import { FoldedList } from './folded-list';

type Cohort = OverviewResponse['cohorts'][number];

const seatsText = ({ enrolled, held, waiting, maxEnrollment }: Cohort): string =>
	[
		maxEnrollment === null
			? sprintf(
					/* translators: %s: number of students. */
					_n('%s student, no limit', '%s students, no limit', enrolled, 'cohort-enrollment'),
					numberText(enrolled),
				)
			: sprintf(
					/* translators: 1: seats that are taken. 2: seats that there are. */
					__('%1$s of %2$s seats', 'cohort-enrollment'),
					numberText(enrolled),
					numberText(maxEnrollment),
				),
		held === 0
			? ''
			: /* translators: %s: number of students who are paying at the moment. */
				sprintf(_n('%s is paying', '%s are paying', held, 'cohort-enrollment'), numberText(held)),
		waiting === 0
			? ''
			: sprintf(
					/* translators: %s: number of students on the waiting list. */
					_n('%s waits', '%s wait', waiting, 'cohort-enrollment'),
					numberText(waiting),
				),
	]
		.filter(Boolean)
		.join(', ');

/** Parts of the bar in percent: taken, and held by those who are paying. */
export const fillOf = ({
	enrolled,
	held,
	maxEnrollment,
}: Pick<Cohort, 'enrolled' | 'held' | 'maxEnrollment'>): { taken: number; held: number } => {
	if (maxEnrollment === null || maxEnrollment === 0) {
		return { taken: maxEnrollment === 0 ? 100 : 0, held: 0 };
	}
	const taken = Math.min(100, (enrolled / maxEnrollment) * 100);
	return { taken, held: Math.min(100 - taken, (held / maxEnrollment) * 100) };
};

const Fill = ({ cohort }: { cohort: Cohort }) => {
	const fill = fillOf(cohort);
	return cohort.maxEnrollment === null ? null : (
		<span className="ce-admin__fill" aria-hidden="true">
			<span className="is-taken" style={{ inlineSize: `${fill.taken}%` }} />
			<span className="is-held" style={{ inlineSize: `${fill.held}%` }} />
		</span>
	);
};

/** How full every cohort is that is not over. */
export const CohortsCard = ({ cohorts }: Pick<OverviewResponse, 'cohorts'>) => (
	<Card title={__('Cohorts', 'cohort-enrollment')}>
		{cohorts.length === 0 ? (
			<p>
				{__('No cohort is running or to come.', 'cohort-enrollment')}{' '}
				<a href={screenUrl('cohorts')}>{__('Go to the cohorts', 'cohort-enrollment')}</a>
			</p>
		) : (
			<FoldedList
				className="ce-admin__fills"
				items={cohorts.map((cohort) => (
					<li key={cohort.cohortId}>
						<span>
							<a href={screenUrl('cohorts', `/${cohort.cohortId}/roster`)}>{cohort.name}</a>
							<small className="ce-admin__aside">
								{cohort.courseTitle}, {dateText(cohort.startDate)}
							</small>
						</span>
						<span>
							{seatsText(cohort)}
							<Fill cohort={cohort} />
						</span>
					</li>
				))}
			/>
		)}
	</Card>
);
