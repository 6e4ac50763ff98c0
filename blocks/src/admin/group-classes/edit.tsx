import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { GroupClass } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { FormPage } from '../shared/form-page';
import { useNotify } from '../shared/notifications';
import { Loaded, Page } from '../shared/page';
import { read, send } from '../shared/request';
import { useForm } from '../shared/use-form';
import { useResource } from '../shared/use-resource';
import { useRowForm } from '../shared/use-row-form';
import { blankDraft, draftOf, type GroupClassDraft } from './class-draft';
import { DeleteClassDialog } from './delete-dialog';
import { GroupClassFields } from './fields';

const back = () => ({ href: '#/', label: __('Weekly classes', 'cohort-enrollment') });

/** A form for a class that is not there yet. */
export const NewGroupClass = () => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [initial] = useState(blankDraft);
	const form = useForm<GroupClassDraft, GroupClass>({
		initial,
		version: null,
		save: (values) => send('POST', '/group-classes', values),
		onSaved: () => {
			notify(__('The class was created.', 'cohort-enrollment'));
			navigate('/');
		},
	});
	return (
		<FormPage
			title={__('Add class', 'cohort-enrollment')}
			back={back()}
			form={form}
			saveLabel={__('Create class', 'cohort-enrollment')}
		>
			<GroupClassFields form={form} />
		</FormPage>
	);
};

const UsedBy = ({ steps }: Pick<GroupClass, 'steps'>) => (
	<Card title={__('Used by', 'cohort-enrollment')}>
		{steps.length === 0 ? (
			<p>
				{__(
					'No course uses this class yet. Choose it in the steps of a course.',
					'cohort-enrollment',
				)}
			</p>
		) : (
			<ul className="ce-admin__links">
				{steps.map(({ courseId, courseTitle, stepId, stepLabel }) => (
					<li key={stepId}>
						<a href={screenUrl('courses', `/${courseId}`)}>
							{courseTitle}: {stepLabel}
						</a>
					</li>
				))}
			</ul>
		)}
	</Card>
);

interface ExistingProps {
	groupClass: GroupClass;
	/** It is another one now. */
	onReplaced: (groupClass: GroupClass) => void;
}

const ExistingGroupClass = ({ groupClass, onReplaced }: ExistingProps) => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [isDeleting, setIsDeleting] = useState(false);
	const { form } = useRowForm<GroupClassDraft, GroupClass>({
		row: groupClass,
		valuesOf: draftOf,
		save: (values, version) => send('PUT', `/group-classes/${groupClass.id}`, { ...values, version }),
		onSaved: () => notify(__('The class was saved.', 'cohort-enrollment')),
		onReplaced,
	});
	const actions = (
		<Button __next40pxDefaultSize variant="tertiary" isDestructive onClick={() => setIsDeleting(true)}>
			{__('Delete', 'cohort-enrollment')}
		</Button>
	);
	return (
		<FormPage
			title={groupClass.name}
			back={back()}
			actions={adminSettings().canManage && actions}
			form={form}
			after={<UsedBy steps={groupClass.steps} />}
		>
			<GroupClassFields form={form} upcomingSessions={groupClass.upcomingSessions} />
			{isDeleting && (
				<DeleteClassDialog
					groupClass={groupClass}
					onDeleted={() => {
						form.forget();
						navigate('/');
					}}
					onClose={() => setIsDeleting(false)}
				/>
			)}
		</FormPage>
	);
};

/** The form of one class. */
export const EditGroupClass = ({ id }: { id: string }) => {
	const resource = useResource(id, () => read<GroupClass>(`/group-classes/${encodeURIComponent(id)}`));
	if (!resource.data) {
		return (
			<Page title={__('Weekly class', 'cohort-enrollment')} back={back()}>
				<Loaded resource={resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <ExistingGroupClass groupClass={resource.data} onReplaced={resource.replace} />;
};
