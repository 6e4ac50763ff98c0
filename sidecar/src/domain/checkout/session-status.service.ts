import type { Logger } from 'pino';
import type { EnrollmentSessionResponse } from '../../../contract';
import {
	findCheckout,
	findCheckoutBySession,
	type CheckoutRow,
	type CheckoutState,
} from '../../db/checkouts';
import type { Connection } from '../../db/database';
import { findPackageByCheckout } from '../../db/student-packages';
import { isWaiting } from '../../db/waiting-list';
import { AppError } from '../../errors';
import { StripeFailure } from '../../stripe/failure';
import { isSessionId } from '../../stripe/gateway';
import { UnknownPaymentError } from '../fulfillment/fulfillment.rules';
import type { FulfillmentService } from '../fulfillment/fulfillment.service';
import { enrollmentState } from './enrollment-state';
import { storedParams } from './stored-params';

export interface SessionStatusService {
	/**
	 * What a student may know of a Stripe session. Fulfills on the spot when Stripe says that it is paid and the webhook
	 * is late. Raises session_not_found for anybody but the owner.
	 */
	status(studentId: number, sessionId: string): Promise<EnrollmentSessionResponse>;
}

const UNFINISHED: readonly CheckoutState[] = ['open', 'awaiting_payment'];

interface Dependencies {
	db: Connection;
	fulfillment: FulfillmentService;
	logger: Logger;
}

export const createSessionStatusService = ({
	db,
	fulfillment,
	logger,
}: Dependencies): SessionStatusService => {
	const catchUp = async (checkout: CheckoutRow, sessionId: string): Promise<CheckoutRow> => {
		try {
			await fulfillment.fulfill(sessionId);
		} catch (error) {
			if (!(error instanceof StripeFailure) && !(error instanceof UnknownPaymentError)) {
				throw error;
			}
			// The page keeps polling, and the webhook, the worker or a person will do it.
			logger[error instanceof UnknownPaymentError ? 'error' : 'warn'](
				{ err: error, checkoutId: checkout.id },
				'Stripe had no answer for the landing page',
			);
		}
		return (await findCheckout(db, checkout.id)) ?? checkout;
	};

	return {
		async status(studentId, sessionId) {
			const found = isSessionId(sessionId) ? await findCheckoutBySession(db, sessionId) : undefined;
			if (found?.student_id !== studentId) {
				throw new AppError('session_not_found', 'There is no such checkout of yours.');
			}
			const checkout = UNFINISHED.includes(found.state) ? await catchUp(found, sessionId) : found;
			const owned = await findPackageByCheckout(db, checkout.id);
			return {
				state: enrollmentState(checkout.state),
				packageId: checkout.state === 'enrolled' ? (owned?.id ?? null) : null,
				// Staff may have moved the enrollment to another cohort than was sold.
				cohortId: owned?.cohortId ?? checkout.cohort_id,
				courseCode: checkout.program_code,
				courseTitle: checkout.program_title,
				cohortName: owned?.cohortName ?? checkout.cohort_name,
				returnUrl: storedParams(checkout)?.cancelUrl ?? null,
				price: { amount: checkout.amount, currency: checkout.currency },
				reason: checkout.reason,
				onWaitingList:
					checkout.reason === 'cohort_full' &&
					(await isWaiting(db, { studentId, cohortId: checkout.cohort_id })),
			};
		},
	};
};
