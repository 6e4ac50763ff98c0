import { Route, Switch } from 'wouter';
import { AttentionPage } from './attention-page';
import { ScreenMessages } from '../shared/screen-messages';
import { ATTENTION_MESSAGES } from './messages';
import { TaskPage } from './task-page';

/** What waits for a person: the faults of the system, the tasks, one of them. */
export const AttentionScreen = () => (
	<ScreenMessages messages={ATTENTION_MESSAGES}>
		<Switch>
			<Route path="/:id">{({ id }) => <TaskPage key={id} id={id} />}</Route>
			<Route>
				<AttentionPage />
			</Route>
		</Switch>
	</ScreenMessages>
);
