import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type {
	BookSessionsResponse,
	StaffPackage,
	StepOption,
	UnbookedStep,
} from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { send } from '../shared/request';
import { sessionText } from '../shared/times';
import { studentName } from '../shared/status-words';

interface BookDialogProps {
	owned: StaffPackage;
	/** What is booked has changed. */
	onBooked: () => void;
	onClose: () => void;
}

const LATER = '';

const seatsText = (seats: number): string =>
	seats === 0
		? __('full', 'cohort-enrollment')
		: /* translators: %d: number of free seats. */
			sprintf(_n('%d seat left', '%d seats left', seats, 'cohort-enrollment'), seats);

const toOption = ({
	courseStepOptionId,
	groupClassName,
	startsAt,
	timezone,
	availableSeats,
}: StepOption) => ({
	value: String(courseStepOptionId),
	label: sessionText(startsAt, timezone),
	description: `${groupClassName}, ${seatsText(availableSeats)}`,
	disabled: availableSeats === 0,
});

interface StepChoiceProps {
	step: UnbookedStep;
	value: string;
	onChange: (optionId: string) => void;
}

const StepChoice = ({ step, value, onChange }: StepChoiceProps) =>
	step.options.length === 0 ? (
		<p>
			<strong>{step.stepLabel}</strong>:{' '}
			{__('There is no session to come. Look at the schedule of the cohort.', 'cohort-enrollment')}
		</p>
	) : (
		<RadioControl
			label={`${step.stepLabel}: ${step.stepTitle}`}
			selected={value}
			options={[
				...step.options.map(toOption),
				{ value: LATER, label: __('Leave it open', 'cohort-enrollment') },
			]}
			onChange={onChange}
		/>
	);

const bookedText = ({ booked, conflicts }: BookSessionsResponse): string => {
	const done = sprintf(
		/* translators: %d: number of sessions. */
		_n('%d session was booked.', '%d sessions were booked.', booked.length, 'cohort-enrollment'),
		booked.length,
	);
	return conflicts.length === 0
		? done
		: `${done} ${sprintf(
				/* translators: %d: number of sessions. */
				_n(
					'%d was not free any more.',
					'%d were not free any more.',
					conflicts.length,
					'cohort-enrollment',
				),
				conflicts.length,
			)}`;
};

/** Books sessions for a student, as the student would. */
export const BookDialog = ({ owned, onBooked, onClose }: BookDialogProps) => {
	const [chosen, setChosen] = useState<Record<number, string>>({});
	const notify = useNotify();
	const selections = Object.entries(chosen)
		.filter(([, optionId]) => optionId !== LATER)
		.map(([stepId, optionId]) => ({
			courseStepId: Number(stepId),
			courseStepOptionId: Number(optionId),
		}));
	const book = async () => {
		try {
			notify(
				bookedText(
					await send<BookSessionsResponse>('POST', `/packages/${owned.id}/book-sessions`, {
						selections,
					}),
				),
			);
			onClose();
		} finally {
			// Refused ones, too: what is free has changed.
			onBooked();
		}
	};
	return (
		<ConfirmDialog
			/* translators: %s: a student's name. */
			title={sprintf(__('Book sessions for %s', 'cohort-enrollment'), studentName(owned.studentName))}
			confirmLabel={__('Book', 'cohort-enrollment')}
			isIncomplete={selections.length === 0}
			onConfirm={book}
			onClose={onClose}
		>
			<div className="ce-admin__dialog-fields">
				{owned.unbooked.map((step) => (
					<StepChoice
						key={step.stepId}
						step={step}
						value={chosen[step.stepId] ?? LATER}
						onChange={(optionId) => setChosen((old) => ({ ...old, [step.stepId]: optionId }))}
					/>
				))}
			</div>
		</ConfirmDialog>
	);
};
