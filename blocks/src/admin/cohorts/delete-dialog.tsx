import { __, sprintf } from '@wordpress/i18n';
import type { CohortListItem } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { remove } from '../shared/request';

interface DeleteCohortDialogProps {
	cohort: Pick<CohortListItem, 'id' | 'name' | 'version'>;
	onDeleted: () => void;
	onClose: () => void;
}

/** Asks before a cohort is deleted. */
export const DeleteCohortDialog = ({ cohort, onDeleted, onClose }: DeleteCohortDialogProps) => {
	const notify = useNotify();
	const { id, name, version } = cohort;
	return (
		<ConfirmDialog
			/* translators: %s: name of a cohort. */
			title={sprintf(__('Delete “%s”?', 'cohort-enrollment'), name)}
			confirmLabel={__('Delete cohort', 'cohort-enrollment')}
			isDestructive
			onClose={onClose}
			onConfirm={async () => {
				await remove(`/cohorts/${id}`, version);
				notify(__('The cohort was deleted.', 'cohort-enrollment'));
				onClose();
				onDeleted();
			}}
		>
			<p>
				{__(
					'It disappears from your pages and from all lists, with its schedule. Payment pages that are open are ended, and nobody is charged. A cohort with students cannot be deleted; cancel or move them first, or take it off sale instead.',
					'cohort-enrollment',
				)}
			</p>
		</ConfirmDialog>
	);
};
