import { __ } from '@wordpress/i18n';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';
import { Loaded, Page } from '../shared/page';
import { read } from '../shared/request';
import { useResource } from '../shared/use-resource';
import { TaskCard } from './task-card';

/** One task, as a mail or a timeline leads to it. */
export const TaskPage = ({ id }: { id: string }) => {
	const resource = useResource(id, () => read<AdminTask>(`/tasks/${encodeURIComponent(id)}`));
	return (
		<Page
			title={__('Task', 'cohort-enrollment')}
			back={{ href: '#/', label: __('Needs attention', 'cohort-enrollment') }}
		>
			<Loaded resource={resource}>
				{(task) => <TaskCard task={task} onChanged={resource.replace} />}
			</Loaded>
		</Page>
	);
};
