import { Route, Switch } from 'wouter';
import { EditCourse, NewCourse } from './edit';
import { CourseList } from './list';

/** Courses: the list, a new one, one of them. */
export const CoursesScreen = () => (
	<Switch>
		<Route path="/new">
			<NewCourse />
		</Route>
		<Route path="/:id">{({ id }) => <EditCourse key={id} id={id} />}</Route>
		<Route>
			<CourseList />
		</Route>
	</Switch>
);
