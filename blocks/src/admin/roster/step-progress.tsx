import type { RosterEntry } from '@cohort-enrollment/sidecar/contract';
import { __, sprintf } from '@wordpress/i18n';
import { sessionText } from '../shared/times';
import { stepWord } from '../shared/status-words';

/** More dots than that say less than the number. */
const MOST_DOTS = 12;

type Progress = Pick<RosterEntry, 'steps' | 'bookedSteps' | 'completedSteps' | 'totalSteps'>;

const stepText = ({ stepLabel, status, startsAt }: Progress['steps'][number], timezone: string): string =>
	startsAt === null
		? /* translators: 1: label of a step. 2: how far a student is with it, such as "Not booked". */
			sprintf(__('%1$s: %2$s', 'cohort-enrollment'), stepLabel, stepWord(status))
		: sprintf(
				/* translators: 1: label of a step. 2: how far a student is with it, such as "Booked". 3: date and time. */
				__('%1$s: %2$s, %3$s', 'cohort-enrollment'),
				stepLabel,
				stepWord(status),
				sessionText(startsAt, timezone),
			);

/** How far a student is: "3 of 5", with a dot for each step. What the dots say is said to screen readers, too. */
export const StepProgress = ({ progress, timezone }: { progress: Progress; timezone: string }) => {
	const { steps, bookedSteps, totalSteps } = progress;
	const texts = steps.map((step) => stepText(step, timezone));
	return (
		<span className="ce-admin__progress">
			<span>
				{sprintf(
					/* translators: 1: number of steps that are booked. 2: number of all steps. */
					__('%1$d of %2$d', 'cohort-enrollment'),
					bookedSteps,
					totalSteps,
				)}
			</span>
			{steps.length <= MOST_DOTS && (
				<span className="ce-admin__dots" aria-hidden="true">
					{steps.map(({ stepId, status }, index) => (
						<span
							key={stepId}
							className={`ce-admin__dot is-${status.toLowerCase()}`}
							title={texts[index]}
						/>
					))}
				</span>
			)}
			<span className="screen-reader-text">{texts.join('; ')}</span>
		</span>
	);
};
