import type { Connection } from '../../db/database';
import { findEventsOf, type Traces } from '../../db/personal-data';
import { storedParams } from '../checkout/stored-params';

const present = <Value>(values: readonly (Value | null | undefined)[]): Value[] => [
	...new Set(values.filter((value) => value !== null && value !== undefined)),
];

/** A whole value of a JSON text, so that `pi_1` is not found in `pi_12`, nor `ann@` in `joann@`. */
const quoted = (value: string): string => JSON.stringify(value);

/**
 * Ids of the stored events about a student: those of their purchases and refunds and, whoever sold it, those in which
 * the address stands that the account has or had at a purchase. Addresses that the buyer typed at Stripe are not searched
 * for: a firm may pay for several students.
 */
export const findEventsAbout = (
	db: Connection,
	{ accountEmail, checkouts, refunds }: Traces,
): Promise<number[]> => {
	const sessionIds = present(checkouts.map(({ session_id: id }) => id));
	const paymentIds = present(checkouts.map(({ payment_intent_id: id }) => id));
	const refundIds = present(refunds.map(({ stripe_refund_id: id }) => id));
	const references = checkouts.map(({ reference }) => reference);
	const emails = present([accountEmail, ...checkouts.map((row) => storedParams(row)?.customerEmail)]);
	return findEventsOf(db, {
		objectIds: [...sessionIds, ...refundIds],
		texts: [...paymentIds, ...references, ...emails].map(quoted),
	});
};
