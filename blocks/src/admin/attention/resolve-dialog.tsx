import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { LongTextField } from '../shared/fields';
import { useNotify } from '../shared/notifications';
import { RequestError, send } from '../shared/request';
import { taskTitle } from './task-words';

interface ResolveDialogProps {
	task: AdminTask;
	onChanged: (task: AdminTask) => void;
	onClose: () => void;
}

const LONGEST_NOTE = 500;

/** The task as somebody else has resolved it meanwhile. */
const currentOf = (error: unknown): AdminTask | undefined =>
	error instanceof RequestError && error.code === 'task_resolved'
		? (error.data.current as AdminTask | undefined)
		: undefined;

/** Asks what was done before a task is closed. */
export const ResolveDialog = ({ task, onChanged, onClose }: ResolveDialogProps) => {
	const [note, setNote] = useState('');
	const notify = useNotify();
	const finish = (resolved: AdminTask, message: string) => {
		notify(message);
		onClose();
		onChanged(resolved);
	};
	const resolve = async () => {
		try {
			const resolved = await send<AdminTask>('POST', `/tasks/${task.id}/resolve`, { note });
			finish(resolved, __('The task is resolved.', 'cohort-enrollment'));
		} catch (error) {
			const current = currentOf(error);
			if (!current) {
				throw error;
			}
			finish(current, __('Somebody else has resolved this task meanwhile.', 'cohort-enrollment'));
		}
	};
	return (
		<ConfirmDialog
			/* translators: %s: title of a task. */
			title={sprintf(__('Resolve “%s”?', 'cohort-enrollment'), taskTitle(task.kind))}
			confirmLabel={__('Resolve task', 'cohort-enrollment')}
			isIncomplete={note.trim() === ''}
			onConfirm={resolve}
			onClose={onClose}
		>
			<p>
				{__(
					'It leaves the list of what needs attention. Money, seats and enrollments stay as they are. If the same happens again, there is a new task.',
					'cohort-enrollment',
				)}
			</p>
			<LongTextField
				label={__('What was done about it?', 'cohort-enrollment')}
				help={__('For your team: it stays with the task.', 'cohort-enrollment')}
				value={note}
				onChange={setNote}
				isRequired
				attributes={{ maxLength: LONGEST_NOTE }}
			/>
		</ConfirmDialog>
	);
};
