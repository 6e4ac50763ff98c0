import type { PackageStep } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';
import { SessionTime } from '../shared/session-time';
import { MeetingLink } from './meeting-link';

type Condition = 'to_book' | 'booked' | 'past' | 'completed' | 'cancelled';

const WORDS: Record<Condition, () => string> = {
	to_book: () => __('Not booked yet', 'cohort-enrollment'),
	booked: () => __('Booked', 'cohort-enrollment'),
	past: () => __('Took place', 'cohort-enrollment'),
	completed: () => __('Completed', 'cohort-enrollment'),
	cancelled: () => __('Cancelled', 'cohort-enrollment'),
};

/** @param now Milliseconds since 1970. */
const condition = ({ status, session }: PackageStep, now: number): Condition => {
	switch (status) {
		case 'COMPLETED':
			return 'completed';
		case 'CANCELLED':
			return 'cancelled';
		case 'BOOKED':
			return session !== null && Date.parse(session.endsAt) < now ? 'past' : 'booked';
		default:
			return 'to_book';
	}
};

interface StepItemProps {
	step: PackageStep;
	/** It is the session that comes next. */
	isNext: boolean;
	/** The course is over for this student: nothing to join. */
	isEnded: boolean;
}

/** One step of a course with its session, or the lack of one. */
export const StepItem = ({ step, isNext, isEnded }: StepItemProps) => {
	const { stepLabel, stepTitle, session } = step;
	const state = condition(step, Date.now());
	return (
		<li
			className="cohort-enrollment-dashboard-step"
			data-condition={state}
			aria-current={isNext || undefined}
		>
			<p className="cohort-enrollment-dashboard-step__title">
				<span className="cohort-enrollment-step-label">{stepLabel}</span> {stepTitle}
			</p>
			<p className="cohort-enrollment-dashboard-step__condition">
				{isNext ? __('Next', 'cohort-enrollment') : WORDS[state]()}
			</p>
			{session !== null && (
				<p className="cohort-enrollment-dashboard-step__session">
					<SessionTime occasion={session} />{' '}
					<span className="cohort-enrollment-dashboard-step__class">
						{[session.groupClassName, session.location].filter(Boolean).join(' · ')}
					</span>{' '}
					{state === 'booked' && !isEnded && (
						<MeetingLink address={session.meetingUrl} title={stepTitle} />
					)}
				</p>
			)}
		</li>
	);
};
