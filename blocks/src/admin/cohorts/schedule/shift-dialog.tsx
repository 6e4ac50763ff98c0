import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import { NumberField } from '../../shared/fields';

interface ShiftDialogProps {
	onShift: (days: number) => void;
	onClose: () => void;
}

/** Asks by how many days all sessions are to move. */
export const ShiftDialog = ({ onShift, onClose }: ShiftDialogProps) => {
	const [days, setDays] = useState<number | null>(7);
	return (
		<ConfirmDialog
			title={__('Move all sessions', 'cohort-enrollment')}
			confirmLabel={__('Move', 'cohort-enrollment')}
			isIncomplete={days === null || days === 0}
			onClose={onClose}
			onConfirm={() => {
				onShift(days ?? 0);
				onClose();
				return Promise.resolve();
			}}
		>
			<NumberField
				label={__('Days later', 'cohort-enrollment')}
				help={__(
					'A negative number moves them to earlier days. Sessions that have begun stay. Nothing is saved until you save the schedule.',
					'cohort-enrollment',
				)}
				value={days}
				onChange={setDays}
				min={-730}
				max={730}
			/>
		</ConfirmDialog>
	);
};
