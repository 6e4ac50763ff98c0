import type { UnbookedStep } from '@cohort-enrollment/sidecar/contract';
import { __, sprintf } from '@wordpress/i18n';
import type { Mark } from '../state';
import { OptionCard } from './option-card';

interface StepFieldsetProps {
	step: UnbookedStep;
	/** Chosen option's id. */
	choice: number | undefined;
	mark: Mark | undefined;
	/** While a confirmation is under way. */
	isLocked: boolean;
	onChoose: (optionId: number) => void;
	onWithdraw: () => void;
}

const MARKS: Record<Mark, () => string> = {
	nothing_chosen: () =>
		__('Choose a time for at least one step, or press “Book later”.', 'cohort-enrollment'),
	class_full: () => __('This class has just filled up. Please choose another time.', 'cohort-enrollment'),
	option_not_available: () =>
		__('This time is not offered any more. Please choose another.', 'cohort-enrollment'),
	session_started: () =>
		__('This session has already begun. Please choose another time.', 'cohort-enrollment'),
	step_not_in_course: () => __('This step is not part of the course any more.', 'cohort-enrollment'),
	already_booked: () =>
		__('This step is booked already, perhaps from another window.', 'cohort-enrollment'),
};

/** A newer sidecar may know more reasons: it can be updated a moment before the plugin. */
const markText = (mark: string): string =>
	((MARKS as Partial<Record<string, () => string>>)[mark] ?? MARKS.option_not_available)();

/** One step with its classes to choose from. */
export const StepFieldset = ({ step, choice, mark, isLocked, onChoose, onWithdraw }: StepFieldsetProps) => {
	const { stepId, stepLabel, stepTitle, options } = step;
	const markId = `cohort-enrollment-step-${stepId}-mark`;
	const isSoldOut = options.every(({ availableSeats }) => availableSeats === 0);
	return (
		<fieldset
			className="cohort-enrollment-step"
			tabIndex={-1}
			data-marked={mark !== undefined}
			aria-disabled={isLocked}
			aria-describedby={mark === undefined ? undefined : markId}
		>
			<legend className="cohort-enrollment-step__legend">
				<span className="cohort-enrollment-step-label">{stepLabel}</span> {stepTitle}
			</legend>
			{mark !== undefined && (
				<p className="cohort-enrollment-refusal" id={markId} role="alert">
					{markText(mark)}
				</p>
			)}
			{isSoldOut && (
				<p className="cohort-enrollment-step__sold-out">
					{__(
						'No time is free for this step right now. Please look again later from your courses.',
						'cohort-enrollment',
					)}
				</p>
			)}
			<div className="cohort-enrollment-options">
				{options.map((option) => (
					<OptionCard
						key={option.courseStepOptionId}
						option={option}
						name={`cohort-enrollment-step-${stepId}`}
						isChosen={choice === option.courseStepOptionId}
						onChoose={onChoose}
					/>
				))}
			</div>
			{choice !== undefined && !isLocked && (
				<button
					type="button"
					className="cohort-enrollment-link-button"
					onClick={(event) => {
						// The button goes away with its choice; its step keeps the focus.
						event.currentTarget.closest('fieldset')?.focus();
						onWithdraw();
					}}
					aria-label={sprintf(
						/* translators: %s: title of a step */
						__('Decide later: %s', 'cohort-enrollment'),
						stepTitle,
					)}
				>
					{__('Decide later', 'cohort-enrollment')}
				</button>
			)}
		</fieldset>
	);
};
