import type Stripe from 'stripe';
import { invalidRequest, missingResource } from '../api/errors';
import { unixSeconds } from '../clock';
import type { Context } from '../context';
import type { CheckoutSession } from '../store/state';
import { idOf } from '../store/reference';

export class PromotionRefused extends Error {}

/** Whether a coupon may still be used now. */
export const isCouponValid = (coupon: Stripe.Coupon, now: number): boolean =>
	(coupon.redeem_by === null || now < coupon.redeem_by) &&
	(coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);

/** What a coupon takes off a subtotal, in minor units. */
export function discountAmount(coupon: Stripe.Coupon, subtotal: number): number {
	const wanted = coupon.amount_off ?? Math.round((subtotal * (coupon.percent_off ?? 0)) / 100);
	return Math.min(wanted, subtotal);
}

/**
 * Finds the promotion code that a buyer has typed.
 *
 * @throws PromotionRefused with a sentence for the buyer
 */
export function findPromotion({ store, clock }: Context, session: CheckoutSession, typed: string): Discount {
	const now = unixSeconds(clock);
	const found = store
		.list('promotion_code')
		.find((one) => one.active && one.code.toLowerCase() === typed.trim().toLowerCase());
	if (found === undefined) throw new PromotionRefused('This code is not known.');
	const coupon = store.get('coupon', idOf(found.promotion.coupon));
	const expired = found.expires_at !== null && now >= found.expires_at;
	const used = found.max_redemptions !== null && found.times_redeemed >= found.max_redemptions;
	if (coupon === undefined || expired || used || !isCouponValid(coupon, now)) {
		throw new PromotionRefused('This code is no longer valid.');
	}
	const { minimum_amount: minimum, minimum_amount_currency: currency } = found.restrictions;
	if (minimum !== null && (session.currency !== currency || (session.amount_subtotal ?? 0) < minimum)) {
		throw new PromotionRefused('The order is below the minimum for this code.');
	}
	if (found.customer !== null && found.customer !== session.customer) {
		throw new PromotionRefused('This code belongs to somebody else.');
	}
	if (coupon.amount_off !== null && coupon.currency !== session.currency) {
		throw new PromotionRefused('This code is for another currency.');
	}
	return { coupon, promotionCode: found };
}

export interface Discount {
	coupon: Stripe.Coupon;
	promotionCode: Stripe.PromotionCode | null;
}

/**
 * Reads the `discounts` of a new session.
 *
 * @throws StripeApiError 400
 */
export function discountOf(
	{ store, clock }: Context,
	wanted: Stripe.Checkout.SessionCreateParams.Discount[],
): Discount | null {
	const [first] = wanted;
	if (first === undefined) return null;
	if (wanted.length > 1) throw invalidRequest('You can pass at most one discount.', { param: 'discounts' });
	const promotionCode =
		first.promotion_code === undefined ? null : store.get('promotion_code', first.promotion_code);
	if (promotionCode === undefined) {
		throw missingResource('promotion code', first.promotion_code ?? '', 'discounts[0][promotion_code]');
	}
	const id = promotionCode === null ? (first.coupon ?? '') : idOf(promotionCode.promotion.coupon);
	const coupon = store.get('coupon', id);
	if (coupon === undefined) throw missingResource('coupon', id, 'discounts[0][coupon]');
	if (promotionCode?.active === false || !isCouponValid(coupon, unixSeconds(clock))) {
		throw invalidRequest('This coupon or promotion code is no longer valid.', { param: 'discounts[0]' });
	}
	return { coupon, promotionCode };
}

/** Puts a discount (null = none) on an open session: its totals, and a share on each line item. */
export function setDiscount({ store }: Context, session: CheckoutSession, discount: Discount | null): void {
	const details = store.state.sessionDetails.get(session.id);
	const subtotal = session.amount_subtotal ?? 0;
	const amount = discount === null ? 0 : discountAmount(discount.coupon, subtotal);
	session.amount_total = subtotal - amount;
	session.discounts =
		discount === null
			? []
			: [
					{
						coupon: discount.promotionCode === null ? discount.coupon.id : null,
						promotion_code: discount.promotionCode?.id ?? null,
					},
				];
	session.total_details = { amount_discount: amount, amount_shipping: 0, amount_tax: 0 };
	session.payment_status = session.amount_total === 0 ? 'no_payment_required' : 'unpaid';
	if (details === undefined) return;
	details.couponId = discount?.coupon.id ?? null;
	details.promotionCodeId = discount?.promotionCode?.id ?? null;
	let left = amount;
	details.lineItems.forEach((item, index) => {
		const last = index === details.lineItems.length - 1;
		const share = last ? left : Math.floor((amount * item.amount_subtotal) / (subtotal || 1));
		left -= share;
		item.amount_discount = share;
		item.amount_total = item.amount_subtotal - share;
	});
}

/** Counts the use of a discount, once its session is complete. */
export function redeem({ store }: Context, sessionId: string): void {
	const details = store.state.sessionDetails.get(sessionId);
	const code = store.get('promotion_code', details?.promotionCodeId ?? '');
	const coupon = store.get('coupon', details?.couponId ?? '');
	for (const used of [code, coupon]) if (used !== undefined) used.times_redeemed += 1;
}
