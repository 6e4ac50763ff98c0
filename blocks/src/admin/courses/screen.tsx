import { Route, Switch } from 'wouter';
import { PRICE_MESSAGES } from '../prices/messages';
import { ScreenMessages } from '../shared/screen-messages';
import { EditCourse, NewCourse } from './edit';
import { CourseList } from './list';
import { COURSE_MESSAGES } from './messages';

const MESSAGES = { ...PRICE_MESSAGES, ...COURSE_MESSAGES };

/** Courses: the list, a new one, one of them. */
export const CoursesScreen = () => (
	<ScreenMessages messages={MESSAGES}>
		<Switch>
			<Route path="/new">
				<NewCourse />
			</Route>
			<Route path="/:id">{({ id }) => <EditCourse key={id} id={id} />}</Route>
			<Route>
				<CourseList />
			</Route>
		</Switch>
	</ScreenMessages>
);
