import { Button, ExternalLink, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { AdminTask } from '@cohort-enrollment/sidecar/contract';
import { ModeMark } from '../shared/mode-mark';
import { Facts } from '../shared/facts';
import { studentName } from '../shared/status-words';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { moneyText } from '../shared/money';
import { StatusMark } from '../shared/status-mark';
import { instantText } from '../shared/times';
import { ReplayDialog } from './replay-dialog';
import { replayWords } from './replay-words';
import { ResolveDialog } from './resolve-dialog';
import { taskWords } from './task-words';

const cohortUrl = ({ cohortId, packageId }: NonNullable<AdminTask['purchase']>): string =>
	screenUrl('cohorts', packageId === null ? `/${cohortId}` : `/${cohortId}/roster/${packageId}`);

/** Who, what, how much, and where to look. */
const TaskFacts = ({ task }: { task: AdminTask }) => {
	const { purchase } = task;
	return (
		<Facts
			facts={[
				[
					__('Student', 'cohort-enrollment'),
					purchase && (
						<a href={screenUrl('students', `/${purchase.studentId}`)}>
							{studentName(purchase.studentName)}
						</a>
					),
				],
				[
					__('Course', 'cohort-enrollment'),
					purchase && (
						<a href={cohortUrl(purchase)}>
							{purchase.courseTitle}: {purchase.cohortName}
						</a>
					),
				],
				[
					__('Price', 'cohort-enrollment'),
					purchase && purchase.amount > 0 && purchase.currency !== ''
						? moneyText(purchase.amount, purchase.currency)
						: null,
				],
				[
					__('In Stripe', 'cohort-enrollment'),
					task.stripeUrl && <ExternalLink href={task.stripeUrl}>{task.stripeId}</ExternalLink>,
				],
				[__('What was found', 'cohort-enrollment'), task.detail],
				[__('Opened', 'cohort-enrollment'), instantText(task.openedAt)],
				[__('Resolved', 'cohort-enrollment'), task.resolvedAt && instantText(task.resolvedAt)],
				[__('Resolved by', 'cohort-enrollment'), resolver(task)],
				[__('Note', 'cohort-enrollment'), task.note],
			].map(([name, value]) => [name as string, value ?? undefined] as const)}
		/>
	);
};

const resolver = ({ resolvedBy, resolvedByName }: AdminTask): string | null => {
	switch (resolvedBy) {
		case null:
			return null;
		case 'operator':
			return __('An operator at the server', 'cohort-enrollment');
		case 'stripe':
			return __('Stripe: it has settled itself', 'cohort-enrollment');
		case 'sidecar':
			return __('The sidecar: it has settled itself', 'cohort-enrollment');
		default:
			return resolvedByName ?? __('Deleted account', 'cohort-enrollment');
	}
};

type Asking = 'resolve' | 'replay' | null;

interface TaskCardProps {
	task: AdminTask;
	/** With the task as it is after something was done about it. */
	onChanged: (task: AdminTask) => void;
}

/** One task: what happened, why it matters, what to do, whom it is about, and what can be done here. */
export const TaskCard = ({ task, onChanged }: TaskCardProps) => {
	const [asking, setAsking] = useState<Asking>(null);
	const [isUnsettled, setIsUnsettled] = useState(false);
	const { title, happened, matters, toDo } = taskWords(task.kind);
	const isOpen = task.status === 'open';
	const close = () => setAsking(null);
	return (
		<Card
			/* translators: 1: title of a task. 2: its number. */
			title={sprintf(__('%1$s (#%2$d)', 'cohort-enrollment'), title, task.id)}
			actions={
				<span className="ce-admin__marks">
					{!task.livemode && <ModeMark livemode={false} />}
					{isOpen ? (
						<StatusMark tone="warning" label={__('Open', 'cohort-enrollment')} />
					) : (
						<StatusMark tone="quiet" label={__('Resolved', 'cohort-enrollment')} />
					)}
				</span>
			}
		>
			{isUnsettled && isOpen && (
				<Notice status="warning" isDismissible={false} className="ce-admin__problem">
					{__(
						'It is not done yet: it has failed again, or still goes on. The sidecar keeps trying where that helps, and closes the task when it is done.',
						'cohort-enrollment',
					)}
				</Notice>
			)}
			<div className="ce-admin__task">
				<p>
					{happened} {matters}
				</p>
				{isOpen && (
					<p>
						<strong>{__('What to do:', 'cohort-enrollment')}</strong> {toDo}
					</p>
				)}
			</div>
			<TaskFacts task={task} />
			{isOpen && adminSettings().canManage && (
				<div className="ce-admin__task-actions">
					{task.replay !== null && (
						<Button __next40pxDefaultSize variant="primary" onClick={() => setAsking('replay')}>
							{replayWords(task.replay).action}
						</Button>
					)}
					<Button __next40pxDefaultSize variant="secondary" onClick={() => setAsking('resolve')}>
						{__('Resolve', 'cohort-enrollment')}
					</Button>
				</div>
			)}
			{asking === 'resolve' && <ResolveDialog task={task} onChanged={onChanged} onClose={close} />}
			{asking === 'replay' && (
				<ReplayDialog
					task={task}
					onChanged={(changed) => {
						setIsUnsettled(changed.status === 'open');
						onChanged(changed);
					}}
					onClose={close}
				/>
			)}
		</Card>
	);
};
