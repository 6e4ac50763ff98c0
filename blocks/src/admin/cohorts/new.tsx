import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { AdminCohort } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { FormPage } from '../shared/form-page';
import { useNotify } from '../shared/notifications';
import { send } from '../shared/request';
import { useForm } from '../shared/use-form';
import { blankDraft, inputOf, type CohortDraft } from './cohort-draft';
import { CohortFields } from './fields';

/** A form for a cohort that is not there yet. It goes on sale later, when its schedule is made and it was checked. */
export const NewCohort = () => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [initial] = useState(blankDraft);
	const form = useForm<CohortDraft, AdminCohort>({
		initial,
		version: null,
		save: (values) => send('POST', '/cohorts', { ...inputOf(values), isActive: false }),
		onSaved: ({ id }) => {
			notify(__('The cohort was created. Now plan its schedule.', 'cohort-enrollment'));
			navigate(`/${id}/schedule`);
		},
	});
	return (
		<FormPage
			title={__('Add cohort', 'cohort-enrollment')}
			back={{ href: '#/', label: __('Cohorts', 'cohort-enrollment') }}
			form={form}
			saveLabel={__('Create cohort', 'cohort-enrollment')}
		>
			<CohortFields form={form} />
		</FormPage>
	);
};
