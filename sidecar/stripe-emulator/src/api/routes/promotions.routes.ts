import type Stripe from 'stripe';
import { unixSeconds } from '../../clock';
import type { Context } from '../../context';
import { buildCoupon, buildPromotionCode } from '../../objects/catalogue';
import type { Api } from '../api';
import { invalidRequest, missingResource } from '../errors';
import { missingParameter } from '../parameters';
import { alreadyThere } from './catalogue.routes';

/** https://docs.stripe.com/api/coupons and https://docs.stripe.com/api/promotion_codes */
export function addPromotionRoutes(api: Api, context: Context): void {
	const { store, events, clock } = context;

	api.post<Stripe.CouponCreateParams>('/v1/coupons', ({ parameters, cause }) => {
		checkCoupon(parameters);
		if (parameters.id !== undefined && store.get('coupon', parameters.id) !== undefined) {
			throw alreadyThere('Coupon', parameters.id);
		}
		const coupon = store.save('coupon', buildCoupon(parameters, unixSeconds(clock)));
		events.emit('coupon.created', coupon, cause);
		return coupon;
	});

	api.post<Stripe.PromotionCodeCreateParams>('/v1/promotion_codes', ({ parameters, cause }) => {
		const couponId = parameters.promotion.coupon;
		if (couponId === undefined) throw missingParameter('promotion[coupon]');
		if (store.get('coupon', couponId) === undefined) {
			throw missingResource('coupon', couponId, 'promotion[coupon]');
		}
		const { code } = parameters;
		const same = (one: Stripe.PromotionCode): boolean =>
			one.active && one.code.toLowerCase() === code?.toLowerCase();
		if (code !== undefined && store.list('promotion_code').some(same)) {
			throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
				param: 'code',
			});
		}
		const promotion = store.save(
			'promotion_code',
			buildPromotionCode(parameters, couponId, unixSeconds(clock)),
		);
		events.emit('promotion_code.created', promotion, cause);
		return promotion;
	});
}

function checkCoupon({
	percent_off: percent,
	amount_off: amount,
	currency,
}: Stripe.CouponCreateParams): void {
	if ((percent === undefined) === (amount === undefined)) {
		throw invalidRequest('You must pass either `percent_off` or `amount_off`, and not both.');
	}
	if (percent !== undefined && (percent <= 0 || percent > 100)) {
		throw invalidRequest('Invalid percent_off: must be greater than 0 and at most 100.', {
			param: 'percent_off',
		});
	}
	if (amount !== undefined && amount < 1) {
		throw invalidRequest('Invalid positive integer', {
			code: 'parameter_invalid_integer',
			param: 'amount_off',
		});
	}
	if (amount !== undefined && currency === undefined) throw missingParameter('currency');
}
