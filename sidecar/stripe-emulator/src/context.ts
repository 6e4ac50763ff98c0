import type { Clock } from './clock';
import type { Store } from './store/store';
import type { Events } from './webhooks/events';

/** What everything that changes the state needs. */
export interface Context {
	store: Store;
	clock: Clock;
	events: Events;
	/** The address of this server as browsers know it, without a trailing slash. */
	publicUrl: () => string;
}
