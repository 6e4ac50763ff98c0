import { AppError } from '../errors';

/**
 * Why a delivery was refused, as operators see it; whoever sent it learns less.
 * - `signature`: missing, malformed, or by none of our secrets.
 * - `clock_ahead`, `clock_behind`: signed by us, but its time is more than 300 seconds off. Either our clock is wrong,
 *   or (`clock_ahead` only) somebody sends an old delivery again.
 * - `shape`: signed by us, but no event.
 */
export type RefusedDeliveryReason = 'signature' | 'clock_ahead' | 'clock_behind' | 'shape';

export class RefusedDelivery extends AppError {
	readonly reason: RefusedDeliveryReason;

	constructor(reason: RefusedDeliveryReason, message: string) {
		super(reason === 'shape' ? 'invalid_event' : 'invalid_signature', message);
		this.name = 'RefusedDelivery';
		this.reason = reason;
	}
}
