import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { EnrollRequest } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { insertCheckout, type CheckoutRow, type NewCheckout } from '../../db/checkouts';
import { inSeatTransaction } from '../../db/class-sessions';
import { lockCohort, markSeatDecision, readSeatFacts, type CohortRow } from '../../db/course-cohorts';
import type { Connection } from '../../db/database';
import type { Offer } from '../../db/views/offer';
import { AppError } from '../../errors';
import type { StripeGateway } from '../../stripe/gateway';
import type { CheckoutSessionParams } from '../../stripe/types';
import { grant } from '../fulfillment/grant';
import { enrollRefusal, REFUSAL_TEXTS, sessionExpiry } from './checkout.rules';
import { cancelUrl, successUrl } from './return-urls';

/** Who buys, as the plugin's token says. */
export interface Buyer {
	userId: number;
	email: string;
	/** Home URL of the site, without a trailing slash. */
	siteUrl: string;
	/** The plugin's own pages, as paths on the site. */
	paths: { success: string; dashboard: string };
}

export type OpenedCheckout = { kind: 'held'; checkout: CheckoutRow } | { kind: 'free'; packageId: number };

type Purchase = EnrollRequest & { buyer: Buyer; cohortId: number };

const isEmail = (text: string): boolean => z.email().max(320).safeParse(text).success;

const sessionParams = (
	{ buyer, successPath, cancelPath }: Purchase,
	reference: string,
	priceId: string,
	expiresAt: Date,
): CheckoutSessionParams => ({
	priceId,
	reference,
	siteUrl: buyer.siteUrl,
	successUrl: successUrl(buyer.siteUrl, successPath ?? buyer.paths.success),
	cancelUrl: cancelUrl(buyer.siteUrl, cancelPath),
	customerEmail: isEmail(buyer.email) ? buyer.email : null,
	expiresAt: Math.floor(expiresAt.getTime() / 1000),
});

/** The row as it will be stored: the price and the names as they are now, and all that Stripe will be sent. */
const draft = (
	purchase: Purchase,
	offer: Offer,
	cohort: CohortRow,
	livemode: boolean,
	now: Date,
): NewCheckout => {
	const price = offer.price ?? { amount: 0, currency: '', stripePriceId: null };
	const reference = randomUUID();
	const expiresAt = sessionExpiry(now, cohort.enrollment_deadline);
	return {
		reference,
		student_id: purchase.buyer.userId,
		program_id: offer.programId,
		cohort_id: cohort.id,
		state: price.amount === 0 ? 'enrolled' : 'open',
		program_code: offer.programCode,
		program_title: offer.programTitle,
		cohort_name: cohort.name,
		amount: price.amount,
		currency: price.currency,
		stripe_price_id: price.stripePriceId,
		livemode,
		stripe_params:
			price.stripePriceId === null || price.amount === 0
				? null
				: JSON.stringify(sessionParams(purchase, reference, price.stripePriceId, expiresAt)),
		payment_intent_id: null,
		expires_at: price.amount === 0 ? null : expiresAt,
		created_at: now,
	};
};

const refuseUnlessOpen = async (
	trx: Knex.Transaction,
	purchase: Purchase,
	offer: Offer,
	now: Date,
): Promise<CohortRow> => {
	const cohort = await lockCohort(trx, purchase.cohortId);
	if (!cohort || cohort.deleted_at !== null) {
		throw new AppError('cohort_not_found', 'This course has no such cohort.');
	}
	const seat = {
		cohortId: cohort.id,
		programId: offer.programId,
		studentId: purchase.buyer.userId,
	};
	const facts = await readSeatFacts(trx, seat, now);
	if (!facts.studentExists) {
		throw new AppError('login_required', 'This account does not exist any more.');
	}
	const refusal = enrollRefusal({ cohort, facts, price: offer.price, now });
	if (refusal) {
		throw new AppError(refusal, REFUSAL_TEXTS[refusal]);
	}
	return cohort;
};

/** Whether the cohort is open was asked under its lock; nobody paid before. */
const ONLY_OPEN = { honorClosedCohorts: false };

/**
 * Decides under the cohort's lock and writes the checkout: a seat hold before Stripe hears of it, or, for a free
 * course, the package itself. Raises each refusal by its code; and, when the student's other click came first, a
 * duplicate entry or {@link GrantRefused}.
 */
export const openCheckout = (
	{ db, stripe, clock }: { db: Connection; stripe: StripeGateway; clock: Clock },
	purchase: Purchase,
	offer: Offer,
): Promise<OpenedCheckout> =>
	inSeatTransaction(db, async (trx, taking) => {
		const now = clock.now();
		const cohort = await refuseUnlessOpen(trx, purchase, offer, now);
		const row = draft(purchase, offer, cohort, stripe.livemode, now);
		const checkout = await insertCheckout(trx, row);
		const entry = {
			actor: `student:${row.student_id}`,
			entityType: 'checkout',
			entityId: checkout.id,
		} as const;
		await recordActivity(trx, { ...entry, action: `checkout.${row.state}` }, now);
		if (row.state === 'enrolled') {
			const wanted = { checkout, paymentIntentId: null, policy: ONLY_OPEN, taking };
			return { kind: 'free', packageId: await grant(trx, wanted, now) };
		}
		await markSeatDecision(trx, cohort.id, now);
		return { kind: 'held', checkout };
	});
