import { Route, Switch } from 'wouter';
import { PRICE_MESSAGES } from '../prices/messages';
import { RosterRoutes } from '../roster/routes';
import { ScreenMessages } from '../shared/screen-messages';
import { CheckPage } from './check-page';
import { EditCohort } from './edit';
import { CohortList } from './list';
import { COHORT_MESSAGES } from './messages';
import { NewCohort } from './new';
import { SchedulePage } from './schedule/schedule-page';

const MESSAGES = { ...PRICE_MESSAGES, ...COHORT_MESSAGES };

/** Cohorts: the list, a new one, and of one of them the details, the schedule, the check, students and sessions. */
export const CohortsScreen = () => (
	<ScreenMessages messages={MESSAGES}>
		<Switch>
			<Route path="/new">
				<NewCohort />
			</Route>
			<Route path="/:id">{({ id }) => <EditCohort key={id} id={id} />}</Route>
			<Route path="/:id/schedule">{({ id }) => <SchedulePage key={id} id={id} />}</Route>
			<Route path="/:id/check">{({ id }) => <CheckPage key={id} id={id} />}</Route>
			<Route path="/:id/*">
				<RosterRoutes />
			</Route>
			<Route>
				<CohortList />
			</Route>
		</Switch>
	</ScreenMessages>
);
