import type { EnrollRequest, EnrollResponse } from '../../../contract';
import { findPayableCheckout, type CheckoutRow } from '../../db/checkouts';
import { isDuplicateEntry } from '../../db/database';
import { findOffer, type Offer } from '../../db/views/offer';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';
import { GrantRefused } from '../fulfillment/grant';
import { secondClick } from './checkout.rules';
import { createStripeSession } from './create-session';
import { endCheckout, type CheckoutDependencies } from './end-checkout';
import { openCheckout, type Buyer, type OpenedCheckout } from './open-checkout';
import { packageUrl } from './return-urls';

export interface EnrollCommand extends EnrollRequest {
	buyer: Buyer;
	courseCode: string;
	cohortId: number;
}

export interface CheckoutService {
	/**
	 * Holds a seat and opens a Stripe Checkout Session, or returns the one that is open; a free course enrolls at once.
	 * Raises course_not_found, cohort_not_found, cohort_inactive, deadline_passed, already_enrolled, cohort_full,
	 * no_price, price_unavailable, checkout_in_progress, stripe_unavailable, invalid_request (paths), and login_required
	 * when the student does not exist any more.
	 */
	enroll(command: EnrollCommand): Promise<EnrollResponse>;
}

/** How often a click starts over because the checkout that it found was just settled. */
const ROUNDS = 3;

const response = (checkout: CheckoutRow): EnrollResponse => ({
	sessionId: checkout.session_id,
	url: checkout.session_url ?? '',
	expiresAt: checkout.expires_at?.toISOString() ?? null,
});

const freeTerms = { amount: 0, currency: '', stripePriceId: null };

export const createCheckoutService = (dependencies: CheckoutDependencies): CheckoutService => {
	const { db, stripe, clock } = dependencies;
	const createSession = (checkout: CheckoutRow): Promise<EnrollResponse | null> =>
		createStripeSession(dependencies, checkout);

	const offerFor = async ({ buyer, courseCode, cohortId }: EnrollCommand): Promise<Offer> => {
		const offer = await findOffer(db, {
			code: courseCode,
			cohortId,
			studentId: buyer.userId,
			livemode: stripe.livemode,
		});
		if (!offer) {
			throw new AppError('course_not_found', 'There is no such course, or it is not offered now.');
		}
		if (!offer.cohort) {
			throw new AppError('cohort_not_found', 'This course has no such cohort.');
		}
		return offer;
	};

	/** A new checkout that is already too late means that our clock and Stripe's differ by minutes. */
	const createFirstSession = async (checkout: CheckoutRow): Promise<EnrollResponse> => {
		const answer = await createSession(checkout);
		if (!answer) {
			throw new StripeFailure('refused', 'A new session is too short for Stripe.', {
				param: 'expires_at',
			});
		}
		return answer;
	};

	/** The answer for a student who has a payable checkout; null when there is none any more. */
	const resume = async (offer: Offer, checkout: CheckoutRow): Promise<EnrollResponse | null> => {
		// An unlocked look, to spare a payment that would be refunded; the payment itself is decided under locks.
		const sellable = !offer.owned && offer.cohort?.isActive === true;
		switch (secondClick(checkout, { terms: offer.price ?? freeTerms, sellable }, clock.now())) {
			case 'wait':
				throw new AppError('checkout_in_progress', 'A payment for this cohort is being processed.');
			case 'return':
				return response(checkout);
			case 'create':
				return createSession(checkout);
			case 'end':
				await endCheckout(dependencies, checkout);
				return null;
		}
	};

	const open = async (command: EnrollCommand, offer: Offer): Promise<OpenedCheckout | null> => {
		try {
			return await openCheckout(dependencies, command, offer);
		} catch (error) {
			// Another click of the same student came first: its checkout is found on the next round.
			if (isDuplicateEntry(error) || error instanceof GrantRefused) {
				return null;
			}
			throw error;
		}
	};

	const attempt = async (command: EnrollCommand): Promise<EnrollResponse | null> => {
		const offer = await offerFor(command);
		const student = { studentId: command.buyer.userId, cohortId: command.cohortId };
		const payable = await findPayableCheckout(db, student);
		if (payable) {
			return resume(offer, payable);
		}
		const opened = await open(command, offer);
		if (opened?.kind === 'free') {
			const url = packageUrl(
				command.buyer.siteUrl,
				command.successPath ?? command.buyer.paths.success,
				opened.packageId,
			);
			return { sessionId: null, url, expiresAt: null };
		}
		return opened && createFirstSession(opened.checkout);
	};

	return {
		async enroll(command) {
			try {
				for (let round = 0; round < ROUNDS; round += 1) {
					const answer = await attempt(command);
					if (answer) {
						return answer;
					}
				}
			} catch (error) {
				if (error instanceof StripeFailure) {
					// Without Stripe's message: it may repeat the student's address.
					dependencies.logger.error(
						{ kind: error.kind, code: error.code, param: error.param },
						'Stripe could not open a checkout',
					);
					throw new AppError(
						'stripe_unavailable',
						'The payment service cannot be reached. Nothing was charged.',
					);
				}
				if (error instanceof UnknownPaymentError) {
					throw new AppError(
						'checkout_in_progress',
						'A payment for this cohort is being looked at.',
					);
				}
				throw error;
			}
			throw new AppError('checkout_in_progress', 'Another click is being processed.');
		},
	};
};
