import { Route, Switch } from 'wouter';
import { StudentList } from './list';
import { StudentPage } from './student-page';

/** Students: whom to find, and what happened to one of them. */
export const StudentsScreen = () => (
	<Switch>
		<Route path="/:id">{({ id }) => <StudentPage key={id} id={id} />}</Route>
		<Route>
			<StudentList />
		</Route>
	</Switch>
);
