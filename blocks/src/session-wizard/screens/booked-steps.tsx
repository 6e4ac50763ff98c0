import type { PackageStep } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { SessionTime } from '../../shared/session-time';

/** Steps that have their session, in the order of the course. */
export const BookedSteps = ({ steps }: { steps: PackageStep[] }) => (
	<ol className="cohort-enrollment-booked">
		{steps.map(({ stepId, stepLabel, stepTitle, session }) => (
			<li key={stepId} className="cohort-enrollment-booked__step">
				<p className="cohort-enrollment-booked__title">
					<span className="cohort-enrollment-step-label">{stepLabel}</span> {stepTitle}
				</p>
				{session === null ? (
					<p>{__('Done', 'cohort-enrollment')}</p>
				) : (
					<p className="cohort-enrollment-booked__session">
						<SessionTime occasion={session} />{' '}
						<span className="cohort-enrollment-booked__class">
							{[session.groupClassName, session.location].filter(Boolean).join(' · ')}
						</span>
					</p>
				)}
			</li>
		))}
	</ol>
);
