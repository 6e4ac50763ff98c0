import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { ChoiceField } from '../shared/fields';
import { send } from '../shared/request';
import { dateText } from '../shared/times';
import { ReasonField } from './reason-field';
import { studentName } from '../shared/status-words';
import type { PackageState } from './use-package';

type MoveTarget = StaffPackage['moveTargets'][number];

interface MoveDialogProps {
	owned: StaffPackage;
	change: PackageState['change'];
	onClose: () => void;
}

const seatsText = (seatsLeft: number | null): string =>
	seatsLeft === null
		? __('unlimited seats', 'cohort-enrollment')
		: /* translators: %d: number of free seats. */
			sprintf(_n('%d seat left', '%d seats left', seatsLeft, 'cohort-enrollment'), seatsLeft);

const targetLabel = ({ name, startDate, seatsLeft }: MoveTarget): string =>
	sprintf(
		/* translators: 1: name of a cohort. 2: first day. 3: such as "3 seats left". */
		__('%1$s, from %2$s, %3$s', 'cohort-enrollment'),
		name,
		dateText(startDate),
		seatsText(seatsLeft),
	);

/** Moves an enrollment to another cohort of its course. */
export const MoveDialog = ({ owned, change, onClose }: MoveDialogProps) => {
	const { id, version, moveTargets, cohortName } = owned;
	const [cohortId, setCohortId] = useState('');
	const [reason, setReason] = useState('');
	const [, navigate] = useLocation();
	const name = studentName(owned.studentName);
	const target = moveTargets.find((cohort) => String(cohort.cohortId) === cohortId);
	const move = async () => {
		await change(
			async () => {
				const moved = await send<StaffPackage>('POST', `/packages/${id}/move`, {
					version,
					cohortId: target?.cohortId,
					reason,
				});
				navigate(`/${moved.cohortId}/roster/${id}`);
				return moved;
			},
			/* translators: 1: a student's name. 2: name of a cohort. */
			sprintf(__('%1$s was moved to “%2$s”.', 'cohort-enrollment'), name, target?.name ?? ''),
		);
		onClose();
	};
	return (
		<ConfirmDialog
			/* translators: %s: a student's name. */
			title={sprintf(__('Move %s to another cohort', 'cohort-enrollment'), name)}
			confirmLabel={__('Move student', 'cohort-enrollment')}
			isIncomplete={target === undefined || reason.trim() === ''}
			onConfirm={move}
			onClose={onClose}
		>
			<div className="ce-admin__dialog-fields">
				<ChoiceField
					label={__('Cohort', 'cohort-enrollment')}
					help={__(
						'Cohorts of this course that have a free seat and are not over.',
						'cohort-enrollment',
					)}
					value={cohortId}
					options={[
						{ value: '', label: __('Choose a cohort', 'cohort-enrollment') },
						...moveTargets.map((cohort) => ({
							value: String(cohort.cohortId),
							label: targetLabel(cohort),
						})),
					]}
					onChange={setCohortId}
				/>
				<ReasonField value={reason} onChange={setReason} />
				<div>
					<p>{__('What happens:', 'cohort-enrollment')}</p>
					<ul className="ce-admin__bullets">
						<li>
							{sprintf(
								/* translators: %s: name of a cohort. */
								__(
									'The seat in “%s” becomes free, also for its waiting list.',
									'cohort-enrollment',
								),
								cohortName,
							)}
						</li>
						<li>
							{__(
								'Booked sessions that have not begun are given back. What was attended stays.',
								'cohort-enrollment',
							)}
						</li>
						<li>
							{__(
								'Steps with a single time in the new cohort are booked at once; the others can be chosen again.',
								'cohort-enrollment',
							)}
						</li>
						<li>{__('No money moves. The student is told by mail.', 'cohort-enrollment')}</li>
					</ul>
				</div>
			</div>
		</ConfirmDialog>
	);
};
