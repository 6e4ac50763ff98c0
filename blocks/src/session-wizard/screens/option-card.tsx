import type { StepOption } from '@cohort-enrollment/sidecar/contract';
import { __, _n, sprintf } from '@wordpress/i18n';
import { SessionTime } from '../../shared/session-time';

interface OptionCardProps {
	option: StepOption;
	/** Name of the radio group. */
	name: string;
	isChosen: boolean;
	onChoose: (optionId: number) => void;
}

const seatsText = (seats: number): string =>
	seats === 0
		? __('Full', 'cohort-enrollment')
		: sprintf(
				/* translators: %d: number of free seats */
				_n('%d seat left', '%d seats left', seats, 'cohort-enrollment'),
				seats,
			);

/** One class as a radio button with everything one needs to decide. */
export const OptionCard = ({ option, name, isChosen, onChoose }: OptionCardProps) => {
	const { courseStepOptionId, groupClassName, availableSeats, location } = option;
	const isFull = availableSeats === 0;
	const id = `${name}-${courseStepOptionId}`;
	return (
		<label className="cohort-enrollment-option" data-full={isFull} htmlFor={id}>
			<input
				id={id}
				type="radio"
				name={name}
				value={courseStepOptionId}
				checked={isChosen}
				disabled={isFull}
				onChange={() => onChoose(courseStepOptionId)}
			/>
			<span className="cohort-enrollment-option__facts">
				<SessionTime occasion={option} />{' '}
				<span className="cohort-enrollment-option__class">
					{[groupClassName, location].filter(Boolean).join(' · ')}
				</span>{' '}
				<span className="cohort-enrollment-option__seats">{seatsText(availableSeats)}</span>
			</span>
		</label>
	);
};
