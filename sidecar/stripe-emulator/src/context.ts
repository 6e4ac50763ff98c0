import type { Clock } from './clock';
import type { RefundStatus } from './objects/refund';
import type { Store } from './store/store';
import type { Events } from './webhooks/events';

/** What everything that changes the state needs. */
export interface Context {
	store: Store;
	clock: Clock;
	events: Events;
	/** What becomes of the next refunds, one each; then the cards decide again. */
	refundStatuses: RefundStatus[];
	/** The address of this server as browsers know it, without a trailing slash. */
	publicUrl: () => string;
}
