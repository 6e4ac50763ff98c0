import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import type { ScheduleForm, StudentsQuestion } from './use-schedule-form';

interface StudentsDialogProps {
	form: ScheduleForm;
	question: StudentsQuestion;
}

type Choice = 'move' | 'release';

interface BookingsChoiceProps {
	choice: Choice;
	onChoose: (choice: Choice) => void;
}

const BookingsChoice = ({ choice, onChoose }: BookingsChoiceProps) => (
	<>
		<RadioControl
			label={__('Their bookings', 'cohort-enrollment')}
			selected={choice}
			options={[
				{
					value: 'move',
					label: __('Move along to the new time', 'cohort-enrollment'),
					description: __(
						'They keep a seat. Right for a small change that suits nearly all.',
						'cohort-enrollment',
					),
				},
				{
					value: 'release',
					label: __('Let them choose again', 'cohort-enrollment'),
					description: __(
						'Their seats become free, and the mail asks them to choose.',
						'cohort-enrollment',
					),
				},
			]}
			onChange={(value) => onChoose(value === 'release' ? 'release' : 'move')}
		/>
		<p>
			{__(
				'Where a session is not offered any more, they choose again in any case.',
				'cohort-enrollment',
			)}
		</p>
	</>
);

/** Asks what becomes of students who are booked in what was changed. */
export const StudentsDialog = ({ form, question }: StudentsDialogProps) => {
	const { students, isOnlyRemoved, hasBegun } = question;
	const [choice, setChoice] = useState<Choice>('move');
	return (
		<ConfirmDialog
			title={__('What becomes of the students?', 'cohort-enrollment')}
			confirmLabel={sprintf(
				/* translators: %d: number of students. */
				_n('Save and tell %d student', 'Save and tell %d students', students, 'cohort-enrollment'),
				students,
			)}
			onClose={form.dismiss}
			onConfirm={() => {
				form.answer(isOnlyRemoved ? 'release' : choice);
				return Promise.resolve();
			}}
		>
			<p>
				{sprintf(
					/* translators: %d: number of students. */
					_n(
						'%d student is booked in what you have changed, and is told by mail.',
						'%d students are booked in what you have changed. Each of them is told by one mail.',
						students,
						'cohort-enrollment',
					),
					students,
				)}
			</p>
			{hasBegun && (
				<p className="ce-admin__note">
					{__(
						'Some of these sessions have begun. Mark first who attended: what is marked stays as it is.',
						'cohort-enrollment',
					)}
				</p>
			)}
			{isOnlyRemoved ? (
				<p>
					{__(
						'What they have booked is not offered any more: their bookings are given back, and they choose again.',
						'cohort-enrollment',
					)}
				</p>
			) : (
				<BookingsChoice choice={choice} onChoose={setChoice} />
			)}
		</ConfirmDialog>
	);
};
