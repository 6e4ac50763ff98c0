import { findCheckoutByReference, saveSession } from '../../db/checkouts';
import type { Connection } from '../../db/database';
import type { CheckoutSession } from '../../stripe/types';
import { UNSETTLED } from './fulfillment.rules';

/**
 * Saves a session that no checkout knows at the checkout which it refers to, when saving it there had failed. False when
 * there is none without a session. True says nothing of who saved which: another delivery may have been first.
 */
export const adoptSession = async (db: Connection, session: CheckoutSession, now: Date): Promise<boolean> => {
	const checkout =
		session.clientReferenceId === null
			? undefined
			: await findCheckoutByReference(db, session.clientReferenceId);
	if (checkout?.session_id !== null) {
		return false;
	}
	const saved = { sessionId: session.id, url: session.url, expiresAt: session.expiresAt };
	await saveSession(db, checkout.id, UNSETTLED, saved, now);
	return true;
};
