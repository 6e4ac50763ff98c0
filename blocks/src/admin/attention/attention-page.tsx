import { useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { AdminTask, AttentionResponse, TasksResponse } from '@cohort-enrollment/sidecar/contract';
import { Loaded, Page } from '../shared/page';
import { Pager } from '../shared/pager';
import { read } from '../shared/request';
import { useResource, type Resource } from '../shared/use-resource';
import { Signals } from './signals';
import { TaskCard } from './task-card';
import { TaskFilter, type TaskSelection } from './task-filter';

const PER_PAGE = 10;

const Nothing = ({ selection, isWell }: { selection: TaskSelection; isWell: boolean }) => {
	if (selection.status === 'resolved' || selection.kind !== '') {
		return <p>{__('No task to show.', 'cohort-enrollment')}</p>;
	}
	return (
		<div className="ce-admin__card">
			<div className="ce-admin__empty">
				<h2>
					{isWell
						? __('Nothing needs you', 'cohort-enrollment')
						: __('No open task', 'cohort-enrollment')}
				</h2>
				<p>
					{__(
						'When a refund fails, a message of Stripe cannot be processed, or a payment fits no enrollment, it appears here, and staff gets a mail.',
						'cohort-enrollment',
					)}
				</p>
			</div>
		</div>
	);
};

interface TasksProps {
	answer: TasksResponse;
	tasks: Resource<TasksResponse>;
	selection: TaskSelection;
	/** The system has no fault. */
	isWell: boolean;
	/** A task is about to leave the list. */
	onGone: () => void;
}

const Tasks = ({ answer, tasks, selection, isWell, onGone }: TasksProps) => {
	const { items } = answer;
	const change = (before: AdminTask, changed: AdminTask) => {
		if (changed.status === before.status) {
			tasks.replace({
				...answer,
				items: items.map((item) => (item.id === changed.id ? changed : item)),
			});
		} else {
			onGone();
			tasks.reload();
		}
	};
	if (items.length === 0) {
		return <Nothing selection={selection} isWell={isWell} />;
	}
	return (
		<>
			{items.map((task) => (
				<TaskCard key={task.id} task={task} onChanged={(changed) => change(task, changed)} />
			))}
		</>
	);
};

/** The faults of the system, and the tasks below. */
export const AttentionPage = () => {
	const [selection, setSelection] = useState<TaskSelection>({ status: 'open', kind: '' });
	const [page, setPage] = useState(1);
	const attention = useResource('attention', () => read<AttentionResponse>('/attention'));
	const asked = { ...selection, page, perPage: PER_PAGE };
	const tasks = useResource(JSON.stringify(asked), () => read<TasksResponse>('/tasks', asked));
	const isWell = attention.data?.signals.length === 0;
	const isBehindTheLast = page > 1 && tasks.data?.items.length === 0;
	useEffect(() => {
		if (isBehindTheLast) {
			setPage(1);
		}
	}, [isBehindTheLast]);
	const list = useRef<HTMLElement>(null);
	const isGoing = useRef(false);
	useEffect(() => {
		// The button that had the focus went with its task.
		if (isGoing.current) {
			isGoing.current = false;
			list.current?.focus();
		}
	}, [tasks.data]);
	return (
		<Page title={__('Needs attention', 'cohort-enrollment')}>
			<Loaded resource={attention}>{({ signals }) => <Signals signals={signals} />}</Loaded>
			<TaskFilter
				selection={selection}
				onChange={(next) => {
					setSelection(next);
					setPage(1);
				}}
			/>
			<section
				ref={list}
				tabIndex={-1}
				className="ce-admin__tasks-list ce-admin__refreshable"
				aria-label={__('Tasks', 'cohort-enrollment')}
				aria-busy={tasks.isLoading}
			>
				<Loaded resource={tasks}>
					{(answer) => (
						<Tasks
							answer={answer}
							selection={selection}
							isWell={isWell}
							tasks={tasks}
							onGone={() => {
								isGoing.current = true;
							}}
						/>
					)}
				</Loaded>
				{tasks.data && (
					<Pager page={page} pages={Math.ceil(tasks.data.total / PER_PAGE)} onChange={setPage} />
				)}
			</section>
		</Page>
	);
};
