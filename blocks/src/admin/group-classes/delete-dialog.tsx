import { __, sprintf } from '@wordpress/i18n';
import type { GroupClass } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { remove } from '../shared/request';

interface DeleteClassDialogProps {
	groupClass: Pick<GroupClass, 'id' | 'name' | 'version'>;
	onDeleted: () => void;
	onClose: () => void;
}

/** Asks before a class is deleted. */
export const DeleteClassDialog = ({ groupClass, onDeleted, onClose }: DeleteClassDialogProps) => {
	const notify = useNotify();
	const { id, name, version } = groupClass;
	return (
		<ConfirmDialog
			/* translators: %s: name of a weekly class. */
			title={sprintf(__('Delete “%s”?', 'cohort-enrollment'), name)}
			confirmLabel={__('Delete class', 'cohort-enrollment')}
			isDestructive
			onClose={onClose}
			onConfirm={async () => {
				await remove(`/group-classes/${id}`, version);
				notify(__('The class was deleted.', 'cohort-enrollment'));
				onClose();
				onDeleted();
			}}
		>
			<p>
				{__(
					'It disappears from all lists. Sessions that took place stay in your students’ history. A class that a course or an upcoming session uses cannot be deleted; switch it off instead.',
					'cohort-enrollment',
				)}
			</p>
		</ConfirmDialog>
	);
};
