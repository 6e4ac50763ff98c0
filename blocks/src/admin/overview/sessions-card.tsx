import { __, sprintf } from '@wordpress/i18n';
import type { OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { screenUrl } from '../settings';
import { Card } from '../shared/card';
import { numberText } from '../shared/numbers';
import { sessionText } from '../shared/times';
import { FoldedList } from './folded-list';

type Session = OverviewResponse['nextSessions'][number];

const NextSession = ({ session }: { session: Session }) => {
	const { classSessionId, groupClassName, startsAt, timezone, enrolled, maxStudents, cohorts } = session;
	const [first] = cohorts;
	const time = sessionText(startsAt, timezone);
	return (
		<li>
			<span>
				{first ? (
					<a href={screenUrl('cohorts', `/${first.cohortId}/sessions/${classSessionId}`)}>{time}</a>
				) : (
					time
				)}
				<small className="ce-admin__aside">
					{[groupClassName, ...cohorts.map(({ name }) => name)].join(', ')}
				</small>
			</span>
			<span>
				{sprintf(
					/* translators: 1: seats that are taken. 2: seats that there are. */
					__('%1$s of %2$s seats', 'cohort-enrollment'),
					numberText(enrolled),
					numberText(maxStudents),
				)}
			</span>
		</li>
	);
};

/** The sessions that come next. */
export const SessionsCard = ({ nextSessions }: Pick<OverviewResponse, 'nextSessions'>) => (
	<Card title={__('Next sessions', 'cohort-enrollment')}>
		{nextSessions.length === 0 ? (
			<p>{__('No session has a date.', 'cohort-enrollment')}</p>
		) : (
			<FoldedList
				className="ce-admin__fills"
				items={nextSessions.map((session) => (
					<NextSession key={session.classSessionId} session={session} />
				))}
			/>
		)}
	</Card>
);
