import { __ } from '@wordpress/i18n';

export type CohortTab = 'details' | 'schedule' | 'check' | 'roster' | 'sessions';

interface CohortTabsProps {
	cohortId: number | string;
	current: CohortTab;
}

const tabs = (): { tab: CohortTab; path: string; label: string }[] => [
	{ tab: 'details', path: '', label: __('Details', 'cohort-enrollment') },
	{ tab: 'schedule', path: '/schedule', label: __('Schedule', 'cohort-enrollment') },
	{ tab: 'check', path: '/check', label: __('Check', 'cohort-enrollment') },
	{ tab: 'roster', path: '/roster', label: __('Roster', 'cohort-enrollment') },
	{ tab: 'sessions', path: '/sessions', label: __('Attendance', 'cohort-enrollment') },
];

/** Leads to everything about one cohort. */
export const CohortTabs = ({ cohortId, current }: CohortTabsProps) => (
	<nav className="ce-admin__tabs" aria-label={__('Cohort', 'cohort-enrollment')}>
		<ul>
			{tabs().map(({ tab, path, label }) => (
				<li key={tab}>
					<a
						href={`#/${encodeURIComponent(cohortId)}${path}`}
						aria-current={tab === current ? 'page' : undefined}
					>
						{label}
					</a>
				</li>
			))}
		</ul>
	</nav>
);
