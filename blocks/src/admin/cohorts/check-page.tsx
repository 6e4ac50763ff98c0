import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { AdminCohort, CohortCheckResponse, CohortFinding } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { Card } from '../shared/card';
import { Loaded, Page } from '../shared/page';
import { read } from '../shared/request';
import { useResource } from '../shared/use-resource';
import { ActivationButton } from './activation';
import { AvailabilityMark } from './availability';
import { CohortTabs } from './cohort-tabs';
import { FindingsList } from './findings-list';

interface Checked extends CohortCheckResponse {
	cohort: AdminCohort;
}

const readAll = async (path: string): Promise<Checked> => {
	const [cohort, check] = await Promise.all([
		read<AdminCohort>(path),
		read<CohortCheckResponse>(`${path}/check`),
	]);
	return { ...check, cohort };
};

const count = (findings: readonly CohortFinding[], severity: CohortFinding['severity']): number =>
	findings.filter((finding) => finding.severity === severity).length;

const summary = (findings: readonly CohortFinding[]): string => {
	const [errors, warnings] = [count(findings, 'error'), count(findings, 'warning')];
	return [
		/* translators: %d: number of things that keep students from buying or booking. */
		errors > 0 && sprintf(_n('%d error', '%d errors', errors, 'cohort-enrollment'), errors),
		/* translators: %d: number of things that may not be meant. */
		warnings > 0 && sprintf(_n('%d warning', '%d warnings', warnings, 'cohort-enrollment'), warnings),
	]
		.filter(Boolean)
		.join(', ');
};

const Findings = ({ findings }: CohortCheckResponse) =>
	findings.length === 0 ? (
		<Card title={__('Everything is in order', 'cohort-enrollment')}>
			<p>{__('Nothing stands in the way of selling this cohort.', 'cohort-enrollment')}</p>
		</Card>
	) : (
		<Card
			title={summary(findings)}
			description={__(
				'Errors keep students from buying or booking. Warnings may be just what you want.',
				'cohort-enrollment',
			)}
		>
			<FindingsList findings={findings} />
		</Card>
	);

/** What stands in the way of selling a cohort. */
export const CheckPage = ({ id }: { id: string }) => {
	const path = `/cohorts/${encodeURIComponent(id)}`;
	const resource = useResource(path, () => readAll(path));
	const { data, reload, isLoading } = resource;
	return (
		<Page
			title={data?.cohort.name ?? __('Cohort', 'cohort-enrollment')}
			back={{ href: '#/', label: __('Cohorts', 'cohort-enrollment') }}
			mark={data && <AvailabilityMark cohort={data.cohort} />}
			tabs={<CohortTabs cohortId={id} current="check" />}
			actions={
				<>
					<Button
						__next40pxDefaultSize
						variant="secondary"
						isBusy={isLoading}
						accessibleWhenDisabled
						disabled={isLoading}
						onClick={reload}
					>
						{__('Check again', 'cohort-enrollment')}
					</Button>
					{data && adminSettings().canManage && (
						<ActivationButton cohort={data.cohort} onChanged={reload} />
					)}
				</>
			}
		>
			<Loaded resource={resource}>{({ findings }) => <Findings findings={findings} />}</Loaded>
		</Page>
	);
};
