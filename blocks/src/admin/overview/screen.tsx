import { useState } from '@wordpress/element';
import { __, _n, _x, sprintf } from '@wordpress/i18n';
import type { OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { ModeMark } from '../shared/mode-mark';
import { adminSettings, screenUrl } from '../settings';
import { ChoiceField } from '../shared/fields';
import { numberText } from '../shared/numbers';
import { Loaded, Page } from '../shared/page';
import { read } from '../shared/request';
import { siteTimezone } from '../shared/times';
import { useResource } from '../shared/use-resource';
import { CohortsCard } from './cohorts-card';
import { FirstStepsCard } from './first-steps-card';
import { MoneyCard } from './money-card';
import { SeatsCard } from './seats-card';
import { SessionsCard } from './sessions-card';

const PERIODS = ['7', '30', '90', '365'] as const;
type Period = (typeof PERIODS)[number];

const Tasks = ({ openTasks }: Pick<OverviewResponse, 'openTasks'>) =>
	openTasks === 0 ? null : (
		<p className="ce-admin__tasks">
			<a href={screenUrl('attention')}>
				{sprintf(
					/* translators: %s: number of open tasks. */
					_n(
						'%s task needs your attention',
						'%s tasks need your attention',
						openTasks,
						'cohort-enrollment',
					),
					numberText(openTasks),
				)}
			</a>
		</p>
	);

const PeriodField = ({ period, onChange }: { period: Period; onChange: (period: Period) => void }) => (
	<div className="ce-admin__filter">
		<ChoiceField
			label={_x('Period', 'time', 'cohort-enrollment')}
			value={period}
			options={PERIODS.map((days) => ({
				value: days,
				/* translators: %s: number of days, such as 30. */
				label: sprintf(__('Last %s days', 'cohort-enrollment'), numberText(Number(days))),
			}))}
			onChange={onChange}
		/>
	</div>
);

/** What staff sees first: the first steps of a new site, or how the school is doing. */
export const OverviewScreen = () => {
	const [period, setPeriod] = useState<Period>('30');
	const asked = { days: period, timezone: siteTimezone() };
	const resource = useResource(JSON.stringify(asked), () => read<OverviewResponse>('/overview', asked));
	const { data } = resource;
	return (
		<Page
			title={__('Overview', 'cohort-enrollment')}
			mark={data && <ModeMark livemode={data.mode === 'live'} />}
		>
			<Loaded resource={resource}>
				{({ firstSteps, openTasks, seatsSold, money, cohorts, nextSessions }) => (
					<div className="ce-admin__refreshable" aria-busy={resource.isLoading}>
						<Tasks openTasks={openTasks} />
						{firstSteps.length > 0 && adminSettings().canManage && (
							<FirstStepsCard steps={firstSteps} />
						)}
						<PeriodField period={period} onChange={setPeriod} />
						<div className="ce-admin__columns">
							<SeatsCard seatsSold={seatsSold} />
							<MoneyCard money={money} />
							<CohortsCard cohorts={cohorts} />
							<SessionsCard nextSessions={nextSessions} />
						</div>
					</div>
				)}
			</Loaded>
		</Page>
	);
};
