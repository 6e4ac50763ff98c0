import { __ } from '@wordpress/i18n';
import type { CohortFinding } from '@cohort-enrollment/sidecar/contract';
import { StatusMark } from '../shared/status-mark';
import { findingText, targetLink } from './finding-words';

interface FindingsListProps {
	findings: readonly CohortFinding[];
	/** Leaves out the links, which would leave the dialog behind. */
	isInDialog?: boolean;
}

/** What was found about a cohort, each with the way to where it is mended. */
export const FindingsList = ({ findings, isInDialog = false }: FindingsListProps) => (
	<ul className="ce-admin__findings">
		{findings.map((finding, index) => {
			const { href, label } = targetLink(finding.target);
			return (
				<li key={index}>
					{finding.severity === 'error' ? (
						<StatusMark tone="bad" label={__('Error', 'cohort-enrollment')} />
					) : (
						<StatusMark tone="warning" label={__('Warning', 'cohort-enrollment')} />
					)}
					<span>{findingText(finding)}</span>
					{!isInDialog && <a href={href}>{label}</a>}
				</li>
			);
		})}
	</ul>
);
