import { useState } from '@wordpress/element';
import { Route, Switch } from 'wouter';
import { AttentionPage } from './attention-page';
import { addAttentionMessages } from './messages';
import { TaskPage } from './task-page';

/** What waits for a person: the faults of the system, the tasks, one of them. */
export const AttentionScreen = () => {
	// Not where it is imported: other screens have other words for the same refusals.
	useState(addAttentionMessages);
	return (
		<Switch>
			<Route path="/:id">{({ id }) => <TaskPage key={id} id={id} />}</Route>
			<Route>
				<AttentionPage />
			</Route>
		</Switch>
	);
};
