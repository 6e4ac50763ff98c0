import type { Scenario } from './scenario';
import { cancellation, move } from './staff-scenarios';
import { booking, checkout, fulfillment, notification, refund, reversal } from './student-scenarios';

/** The longest first, so that lanes that share them end together. */
export const SCENARIOS: readonly Scenario[] = [
	refund,
	cancellation,
	reversal,
	fulfillment,
	move,
	checkout,
	booking,
	notification,
];
