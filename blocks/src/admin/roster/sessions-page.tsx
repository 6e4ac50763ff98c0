import { __, _n, sprintf } from '@wordpress/i18n';
import type {
	ClassSession,
	CohortSession,
	CohortSessionsResponse,
} from '@cohort-enrollment/sidecar/contract';
import { CohortTabs } from '../cohorts/cohort-tabs';
import { Loaded, Page } from '../shared/page';
import { read } from '../shared/request';
import { StatusMark } from '../shared/status-mark';
import { sessionText } from '../shared/times';
import { useResource } from '../shared/use-resource';

/** Where a session is: whether it has begun, and whether everybody's attendance is marked. */
export const SessionMark = ({ session }: { session: ClassSession }) => {
	if (!session.hasBegun) {
		return <StatusMark tone="info" label={__('To come', 'cohort-enrollment')} />;
	}
	if (session.booked > 0) {
		return <StatusMark tone="warning" label={__('Attendance open', 'cohort-enrollment')} />;
	}
	return session.completed > 0 ? (
		<StatusMark tone="good" label={__('Attendance marked', 'cohort-enrollment')} />
	) : (
		<StatusMark tone="quiet" label={__('No students', 'cohort-enrollment')} />
	);
};

/** "12 students", or "8 of 12 attended" once it has begun. */
export const attendanceText = ({ booked, completed, hasBegun }: ClassSession): string => {
	const students = booked + completed;
	return hasBegun && students > 0
		? /* translators: 1: number of students who attended. 2: number of students who were booked. */
			sprintf(__('%1$d of %2$d attended', 'cohort-enrollment'), completed, students)
		: /* translators: %d: number of students. */
			sprintf(_n('%d student', '%d students', students, 'cohort-enrollment'), students);
};

const Row = ({ cohortId, session }: { cohortId: string; session: CohortSession }) => (
	<tr>
		<th scope="row">
			<a href={`#/${cohortId}/sessions/${session.classSessionId}`}>
				{sessionText(session.startsAt, session.timezone)}
			</a>
		</th>
		<td>{session.stepLabels.join(', ')}</td>
		<td>
			{session.groupClassName}
			{session.sharedWith.length > 0 && (
				<small className="ce-admin__aside">
					{sprintf(
						/* translators: %s: names of cohorts. */
						__('Shared with %s', 'cohort-enrollment'),
						session.sharedWith.join(', '),
					)}
				</small>
			)}
		</td>
		<td>{attendanceText(session)}</td>
		<td>
			<SessionMark session={session} />
		</td>
	</tr>
);

const Sessions = ({ cohortId, sessions }: { cohortId: string; sessions: readonly CohortSession[] }) =>
	sessions.length === 0 ? (
		<div className="ce-admin__card ce-admin__empty">
			<h2>{__('No dated session yet', 'cohort-enrollment')}</h2>
			<p>
				{__(
					'Sessions appear here once the schedule of the cohort gives them a date.',
					'cohort-enrollment',
				)}
			</p>
		</div>
	) : (
		<section className="ce-admin__card" aria-label={__('Sessions', 'cohort-enrollment')}>
			<table className="ce-admin__table">
				<thead>
					<tr>
						<th scope="col">{__('Session', 'cohort-enrollment')}</th>
						<th scope="col">{__('Step', 'cohort-enrollment')}</th>
						<th scope="col">{__('Class', 'cohort-enrollment')}</th>
						<th scope="col">{__('Students', 'cohort-enrollment')}</th>
						<th scope="col">{__('Status', 'cohort-enrollment')}</th>
					</tr>
				</thead>
				<tbody>
					{sessions.map((session) => (
						<Row key={session.classSessionId} cohortId={cohortId} session={session} />
					))}
				</tbody>
			</table>
		</section>
	);

/** The dated sessions of a cohort, to see who comes and mark who came. */
export const SessionsPage = ({ cohortId }: { cohortId: string }) => {
	const path = `/cohorts/${encodeURIComponent(cohortId)}/sessions`;
	const resource = useResource(path, () => read<CohortSessionsResponse>(path));
	return (
		<Page
			title={resource.data?.cohortName ?? __('Sessions', 'cohort-enrollment')}
			back={{ href: '#/', label: __('Cohorts', 'cohort-enrollment') }}
			tabs={<CohortTabs cohortId={cohortId} current="sessions" />}
		>
			<Loaded resource={resource}>
				{({ sessions }) => <Sessions cohortId={cohortId} sessions={sessions} />}
			</Loaded>
		</Page>
	);
};
