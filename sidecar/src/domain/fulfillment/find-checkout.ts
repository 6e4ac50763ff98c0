import {
	findCheckoutByReference,
	findCheckoutBySession,
	saveSession,
	type CheckoutRow,
} from '../../db/checkouts';
import type { Connection } from '../../db/database';
import type { CheckoutSession } from '../../stripe/types';
import { UNSETTLED } from './fulfillment.rules';

/** Our row for a session: by its id, or by the reference when saving the id had failed, whatever became of it since. */
export const findCheckoutOf = async (
	db: Connection,
	session: CheckoutSession,
	now: Date,
): Promise<CheckoutRow | undefined> => {
	const bySession = await findCheckoutBySession(db, session.id);
	if (bySession !== undefined || session.clientReferenceId === null) {
		return bySession;
	}
	const byReference = await findCheckoutByReference(db, session.clientReferenceId);
	if (byReference?.session_id !== null) {
		return undefined;
	}
	const saved = { sessionId: session.id, url: session.url, expiresAt: session.expiresAt };
	await saveSession(db, byReference.id, UNSETTLED, saved, now);
	// Read again, because another delivery may have saved it first.
	return findCheckoutBySession(db, session.id);
};
