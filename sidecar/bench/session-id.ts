import { randomBytes } from 'node:crypto';

const BYTES_BEFORE_REFERENCE = 13;
const UUID = /([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** As long and as scattered as Stripe's; it ends with the checkout's reference, so that the stub need not remember it. */
export const sessionIdFor = (reference: string): string =>
	`cs_test_${randomBytes(BYTES_BEFORE_REFERENCE).toString('hex')}${reference.replaceAll('-', '')}`;

/** The reference in a session's id; '' when there is none. */
export const referenceIn = (sessionId: string): string => UUID.exec(sessionId)?.slice(1).join('-') ?? '';
