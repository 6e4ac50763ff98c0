import { Route, Switch } from 'wouter';
import { GroupClassList } from './list';
import { EditGroupClass, NewGroupClass } from './edit';

/** Weekly classes: the list, a new one, one of them. */
export const GroupClassesScreen = () => (
	<Switch>
		<Route path="/new">
			<NewGroupClass />
		</Route>
		<Route path="/:id">{({ id }) => <EditGroupClass key={id} id={id} />}</Route>
		<Route>
			<GroupClassList />
		</Route>
	</Switch>
);
