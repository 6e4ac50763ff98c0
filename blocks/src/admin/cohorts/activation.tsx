import { Button, Spinner } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { AdminCohort, CohortCheckResponse } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { ProblemNotice } from '../shared/problem-notice';
import { read, send } from '../shared/request';
import { useResource } from '../shared/use-resource';
import { draftOf, inputOf } from './cohort-draft';
import { FindingsList } from './findings-list';

interface ActivationProps {
	cohort: AdminCohort;
	onChanged: (cohort: AdminCohort) => void;
}

const setActive = (cohort: AdminCohort, isActive: boolean): Promise<AdminCohort> =>
	send('PUT', `/cohorts/${cohort.id}`, {
		...inputOf(draftOf(cohort)),
		isActive,
		version: cohort.version,
	});

const Findings = ({ findings }: CohortCheckResponse) => {
	if (findings.length === 0) {
		return <p>{__('The check found nothing that stands in the way.', 'cohort-enrollment')}</p>;
	}
	const errors = findings.filter(({ severity }) => severity === 'error').length;
	return (
		<>
			<p>
				{errors > 0
					? __(
							'The check found what keeps students from buying or booking. You can mend it before you put the cohort on sale, or afterwards.',
							'cohort-enrollment',
						)
					: __('The check found something that may not be meant.', 'cohort-enrollment')}
			</p>
			<FindingsList findings={findings} isInDialog />
		</>
	);
};

const ActivateDialog = ({ cohort, onChanged, onClose }: ActivationProps & { onClose: () => void }) => {
	const notify = useNotify();
	const path = `/cohorts/${cohort.id}/check`;
	const check = useResource(path, () => read<CohortCheckResponse>(path));
	const { data, error, isLoading, reload } = check;
	const hasErrors = data?.findings.some(({ severity }) => severity === 'error') ?? false;
	return (
		<ConfirmDialog
			/* translators: %s: name of a cohort. */
			title={sprintf(__('Put “%s” on sale?', 'cohort-enrollment'), cohort.name)}
			confirmLabel={
				hasErrors
					? __('Put on sale all the same', 'cohort-enrollment')
					: __('Put on sale', 'cohort-enrollment')
			}
			isIncomplete={isLoading}
			onClose={onClose}
			onConfirm={async () => {
				const changed = await setActive(cohort, true);
				notify(__('The cohort is on sale.', 'cohort-enrollment'));
				onClose();
				onChanged(changed);
			}}
		>
			<p>{__('Students find it on your pages at once and can enroll.', 'cohort-enrollment')}</p>
			{data && <Findings findings={data.findings} />}
			{error && !isLoading && <ProblemNotice error={error} onRetry={reload} />}
			{isLoading && !data && (
				<p className="ce-admin__loading" role="status">
					<Spinner />
					{__('The cohort is being checked…', 'cohort-enrollment')}
				</p>
			)}
		</ConfirmDialog>
	);
};

const DeactivateDialog = ({ cohort, onChanged, onClose }: ActivationProps & { onClose: () => void }) => {
	const notify = useNotify();
	return (
		<ConfirmDialog
			/* translators: %s: name of a cohort. */
			title={sprintf(__('Take “%s” off sale?', 'cohort-enrollment'), cohort.name)}
			confirmLabel={__('Take off sale', 'cohort-enrollment')}
			isDestructive
			onClose={onClose}
			onConfirm={async () => {
				const changed = await setActive(cohort, false);
				notify(__('The cohort is not on sale any more.', 'cohort-enrollment'));
				onClose();
				onChanged(changed);
			}}
		>
			<p>
				{__(
					'It disappears from your pages, and nobody can enroll. Whoever is enrolled stays, with all sessions.',
					'cohort-enrollment',
				)}
			</p>
			{cohort.held > 0 && (
				<p>
					{sprintf(
						/* translators: %d: number of students who are paying at this moment. */
						_n(
							'%d student is paying at this moment: the payment page is ended, and a payment that arrives all the same is refunded.',
							'%d students are paying at this moment: their payment pages are ended, and payments that arrive all the same are refunded.',
							cohort.held,
							'cohort-enrollment',
						),
						cohort.held,
					)}
				</p>
			)}
		</ConfirmDialog>
	);
};

/** Puts a cohort on sale, once it was checked, or takes it off. */
export const ActivationButton = ({ cohort, onChanged }: ActivationProps) => {
	const [isOpen, setIsOpen] = useState(false);
	const dialog = { cohort, onChanged, onClose: () => setIsOpen(false) };
	return (
		<>
			<Button
				__next40pxDefaultSize
				variant={cohort.isActive ? 'secondary' : 'primary'}
				onClick={() => setIsOpen(true)}
			>
				{cohort.isActive
					? __('Take off sale', 'cohort-enrollment')
					: __('Put on sale', 'cohort-enrollment')}
			</Button>
			{isOpen && (cohort.isActive ? <DeactivateDialog {...dialog} /> : <ActivateDialog {...dialog} />)}
		</>
	);
};
