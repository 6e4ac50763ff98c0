import { Route, Switch } from 'wouter';
import { ScreenMessages } from '../shared/screen-messages';
import { RosterList } from './list';
import { ROSTER_MESSAGES } from './messages';
import { PackagePage } from './package-page';
import { SessionPage } from './session-page';
import { SessionsPage } from './sessions-page';

/** What belongs to the students of one cohort: who is enrolled, one enrollment, the sessions, and who comes to one. */
export const RosterRoutes = () => (
	<ScreenMessages messages={ROSTER_MESSAGES}>
		<Switch>
			<Route path="/:id/roster">{({ id }) => <RosterList key={id} cohortId={id} />}</Route>
			<Route path="/:id/roster/:packageId">
				{({ id, packageId }) => <PackagePage key={packageId} cohortId={id} packageId={packageId} />}
			</Route>
			<Route path="/:id/sessions">{({ id }) => <SessionsPage key={id} cohortId={id} />}</Route>
			<Route path="/:id/sessions/:classSessionId">
				{({ id, classSessionId }) => (
					<SessionPage key={classSessionId} cohortId={id} classSessionId={classSessionId} />
				)}
			</Route>
		</Switch>
	</ScreenMessages>
);
