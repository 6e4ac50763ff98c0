import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import type { PackageStep, StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { send } from '../shared/request';
import { sessionText } from '../shared/times';
import type { PackageState } from './use-package';

interface GiveBackDialogProps {
	owned: StaffPackage;
	step: PackageStep;
	change: PackageState['change'];
	onClose: () => void;
}

/** Asks before the booking of one step is given back. */
export const GiveBackDialog = ({ owned, step, change, onClose }: GiveBackDialogProps) => (
	<ConfirmDialog
		/* translators: %s: label of a step, such as Week 1. */
		title={sprintf(__('Give back the booking of “%s”?', 'cohort-enrollment'), step.stepLabel)}
		confirmLabel={__('Give back', 'cohort-enrollment')}
		isDestructive
		onClose={onClose}
		onConfirm={async () => {
			const path = `/packages/${owned.id}/steps/${step.stepId}/booking`;
			await change(
				() => send<StaffPackage>('DELETE', addQueryArgs(path, { version: String(owned.version) })),
				__('The booking was given back.', 'cohort-enrollment'),
			);
			onClose();
		}}
	>
		<p>
			{step.session &&
				sprintf(
					/* translators: %s: date and time of a session. */
					__('The seat in the session of %s becomes free for others.', 'cohort-enrollment'),
					sessionText(step.session.startsAt, step.session.timezone),
				)}{' '}
			{__(
				'The step is open again: the student can choose another time, or you can. No mail is sent about it.',
				'cohort-enrollment',
			)}
		</p>
	</ConfirmDialog>
);
