import { __ } from '@wordpress/i18n';
import { TASK_KINDS, type TaskKind } from '@cohort-enrollment/sidecar/contract';
import { ChoiceField } from '../shared/fields';
import { taskTitle } from './task-words';

/** Which tasks are shown; '' = of every kind. */
export interface TaskSelection {
	status: 'open' | 'resolved';
	kind: TaskKind | '';
}

interface TaskFilterProps {
	selection: TaskSelection;
	onChange: (selection: TaskSelection) => void;
}

/** Chooses which tasks are shown. */
export const TaskFilter = ({ selection, onChange }: TaskFilterProps) => (
	<div className="ce-admin__filter">
		<ChoiceField
			label={__('Show', 'cohort-enrollment')}
			value={selection.status}
			options={[
				{ value: 'open', label: __('Open tasks', 'cohort-enrollment') },
				{ value: 'resolved', label: __('Resolved tasks', 'cohort-enrollment') },
			]}
			onChange={(status) => onChange({ ...selection, status })}
		/>
		<ChoiceField<TaskKind | ''>
			label={__('Kind', 'cohort-enrollment')}
			value={selection.kind}
			options={[
				{ value: '', label: __('Every kind', 'cohort-enrollment') },
				...TASK_KINDS.map((kind) => ({ value: kind, label: taskTitle(kind) })),
			]}
			onChange={(kind) => onChange({ ...selection, kind })}
		/>
	</div>
);
