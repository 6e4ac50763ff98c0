import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { EnrollByHandResponse, RosterCohort, StudentSummary } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { send } from '../shared/request';
import { ReasonField } from './reason-field';
import { StudentField } from './student-field';

interface EnrollDialogProps {
	cohort: Pick<RosterCohort, 'id' | 'name'>;
	onClose: () => void;
}

/** Enrolls somebody without payment. */
export const EnrollDialog = ({ cohort, onClose }: EnrollDialogProps) => {
	const [student, setStudent] = useState<StudentSummary | null>(null);
	const [reason, setReason] = useState('');
	const [, navigate] = useLocation();
	const notify = useNotify();
	const enroll = async () => {
		const { packageId } = await send<EnrollByHandResponse>('POST', `/cohorts/${cohort.id}/enrollments`, {
			studentId: student?.id,
			reason,
		});
		/* translators: %s: a student's name. */
		notify(sprintf(__('%s was enrolled.', 'cohort-enrollment'), student?.name ?? ''));
		onClose();
		navigate(`/${cohort.id}/roster/${packageId}`);
	};
	return (
		<ConfirmDialog
			/* translators: %s: name of a cohort. */
			title={sprintf(__('Enroll a student in “%s”', 'cohort-enrollment'), cohort.name)}
			confirmLabel={__('Enroll without payment', 'cohort-enrollment')}
			isIncomplete={student === null || reason.trim() === ''}
			onConfirm={enroll}
			onClose={onClose}
		>
			<div className="ce-admin__dialog-fields">
				<StudentField value={student} onChange={setStudent} />
				<ReasonField value={reason} onChange={setReason} />
				<div>
					<p>{__('What happens:', 'cohort-enrollment')}</p>
					<ul className="ce-admin__bullets">
						<li>{__('No money is taken.', 'cohort-enrollment')}</li>
						<li>
							{__(
								'The student takes a seat like everybody else, also after the deadline, and gets the mail about the enrollment.',
								'cohort-enrollment',
							)}
						</li>
						<li>
							{__(
								'Steps with a single time are booked at once; the others wait for the student, or for you.',
								'cohort-enrollment',
							)}
						</li>
						<li>
							{__(
								'If the student has a payment page of this course open, it is closed first. If it has been paid, the payment enrolls the student instead.',
								'cohort-enrollment',
							)}
						</li>
					</ul>
				</div>
			</div>
		</ConfirmDialog>
	);
};
