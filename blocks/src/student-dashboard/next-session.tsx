import type { NextSession as NextSessionData } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { SessionTime } from '../shared/session-time';
import { MeetingLink } from './meeting-link';

/** The session that comes next, over all courses. */
export const NextSession = ({ session }: { session: NextSessionData }) => (
	<section className="cohort-enrollment-next" aria-labelledby="cohort-enrollment-next-title">
		<h2 className="cohort-enrollment-next__heading" id="cohort-enrollment-next-title">
			{__('Your next session', 'cohort-enrollment')}
		</h2>
		<p className="cohort-enrollment-next__title">
			<strong>{session.stepTitle}</strong>
			<span>
				{session.courseTitle} · {session.stepLabel}
			</span>
		</p>
		<p className="cohort-enrollment-next__when">
			<SessionTime occasion={session} />
		</p>
		<p className="cohort-enrollment-next__where">
			{[session.groupClassName, session.location].filter(Boolean).join(' · ')}
		</p>
		<p className="cohort-enrollment-actions">
			<MeetingLink address={session.meetingUrl} title={session.stepTitle} isMain />
		</p>
	</section>
);
