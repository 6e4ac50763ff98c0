import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { AdminCohort } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { PriceCard } from '../prices/price-card';
import { adminSettings } from '../settings';
import { FormPage } from '../shared/form-page';
import { priceText } from '../shared/money';
import { useNotify } from '../shared/notifications';
import { Loaded, Page } from '../shared/page';
import { read, send } from '../shared/request';
import { useResource } from '../shared/use-resource';
import { useRowForm } from '../shared/use-row-form';
import { ActivationButton } from './activation';
import { AvailabilityMark } from './availability';
import { draftOf, inputOf, type CohortDraft } from './cohort-draft';
import { CohortTabs } from './cohort-tabs';
import { DeleteCohortDialog } from './delete-dialog';
import { CohortFields } from './fields';

const back = () => ({ href: '#/', label: __('Cohorts', 'cohort-enrollment') });

interface ExistingCohortProps {
	cohort: AdminCohort;
	/** It is another one now. */
	onReplaced: (cohort: AdminCohort) => void;
}

const OwnPrice = ({ cohort, onPriced }: { cohort: AdminCohort; onPriced: (cohort: AdminCohort) => void }) => (
	<PriceCard<AdminCohort>
		title={__('Price of its own', 'cohort-enrollment')}
		path={`/cohorts/${cohort.id}`}
		version={cohort.version}
		price={cohort.ownPrice}
		none={
			cohort.coursePrice
				? sprintf(
						/* translators: %s: price such as "€490.00". */
						__('It costs as much as its course: %s.', 'cohort-enrollment'),
						priceText(cohort.coursePrice),
					)
				: __(
						'Its course has no price either, so nobody can enroll. Give one to the course, or to this cohort alone.',
						'cohort-enrollment',
					)
		}
		removal={
			cohort.coursePrice
				? sprintf(
						/* translators: %s: price such as "€490.00". */
						__(
							'From then on it costs as much as its course: %s. In Stripe nothing changes.',
							'cohort-enrollment',
						),
						priceText(cohort.coursePrice),
					)
				: __(
						'Its course has no price, so nobody can enroll until one of them has a price again. In Stripe nothing changes.',
						'cohort-enrollment',
					)
		}
		onPriced={onPriced}
	/>
);

const ExistingCohort = ({ cohort, onReplaced }: ExistingCohortProps) => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [isDeleting, setIsDeleting] = useState(false);
	const { form, changedBeside } = useRowForm<CohortDraft, AdminCohort>({
		row: cohort,
		valuesOf: draftOf,
		// Whether it is on sale is no field of the form: whoever saves over somebody else leaves that as it is.
		save: (values, version, { isActive } = cohort) =>
			send('PUT', `/cohorts/${cohort.id}`, { ...inputOf(values), isActive, version }),
		onSaved: () => notify(__('The cohort was saved.', 'cohort-enrollment')),
		onReplaced,
	});
	const { canManage } = adminSettings();
	return (
		<FormPage
			title={cohort.name}
			back={back()}
			mark={<AvailabilityMark cohort={cohort} />}
			tabs={<CohortTabs cohortId={cohort.id} current="details" />}
			actions={
				canManage && (
					<>
						<Button
							__next40pxDefaultSize
							variant="tertiary"
							isDestructive
							onClick={() => setIsDeleting(true)}
						>
							{__('Delete', 'cohort-enrollment')}
						</Button>
						<ActivationButton cohort={cohort} onChanged={changedBeside} />
					</>
				)
			}
			form={form}
			after={<OwnPrice cohort={cohort} onPriced={changedBeside} />}
		>
			<CohortFields form={form} cohort={cohort} />
			{isDeleting && (
				<DeleteCohortDialog
					cohort={cohort}
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

/** The form of one cohort. */
export const EditCohort = ({ id }: { id: string }) => {
	const resource = useResource(id, () => read<AdminCohort>(`/cohorts/${encodeURIComponent(id)}`));
	if (!resource.data) {
		return (
			<Page
				title={__('Cohort', 'cohort-enrollment')}
				back={back()}
				tabs={<CohortTabs cohortId={id} current="details" />}
			>
				<Loaded resource={resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <ExistingCohort cohort={resource.data} onReplaced={resource.replace} />;
};
