import { Route, Switch } from 'wouter';
import { RosterList } from './list';
import { addRosterMessages } from './messages';
import { PackagePage } from './package-page';
import { SessionPage } from './session-page';
import { SessionsPage } from './sessions-page';

addRosterMessages();

/** What belongs to the students of one cohort: who is enrolled, one enrollment, the sessions, and who comes to one. */
export const RosterRoutes = () => (
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
);
