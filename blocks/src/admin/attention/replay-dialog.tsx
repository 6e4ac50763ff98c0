import { __ } from '@wordpress/i18n';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { send } from '../shared/request';
import { replayWords } from './replay-words';

interface ReplayDialogProps {
	task: AdminTask;
	onChanged: (task: AdminTask) => void;
	onClose: () => void;
}

/** Asks before something is done again. */
export const ReplayDialog = ({ task, onChanged, onClose }: ReplayDialogProps) => {
	const notify = useNotify();
	if (task.replay === null) {
		return null;
	}
	const { action, question, consequence } = replayWords(task.replay);
	const replay = async () => {
		const changed = await send<AdminTask>('POST', `/tasks/${task.id}/replay`, {});
		if (changed.status === 'resolved') {
			notify(__('It worked. The task is closed.', 'cohort-enrollment'));
		}
		onClose();
		onChanged(changed);
	};
	return (
		<ConfirmDialog title={question} confirmLabel={action} onConfirm={replay} onClose={onClose}>
			<p>{consequence}</p>
		</ConfirmDialog>
	);
};
