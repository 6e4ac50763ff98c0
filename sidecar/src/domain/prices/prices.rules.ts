import { amountStep, smallestAmount, type PriceProblem } from '../../../contract';
import type { Price } from '../../stripe/types';

/** Whether Stripe charges this. `amount`: minor unit. How much is too much, only Stripe knows. */
export const isChargeable = ({ amount, currency }: { amount: number; currency: string }): boolean =>
	Number.isSafeInteger(amount) && amount >= smallestAmount(currency) && amount % amountStep(currency) === 0;

/** Why a course cannot be sold at this price with a key of this mode; null = it can. What is hardest to mend comes first. */
export const whyNotUsable = (price: Price, livemode: boolean): PriceProblem | null => {
	if (price.livemode !== livemode) {
		return 'other_mode';
	}
	if (price.type !== 'one_time') {
		return 'recurring';
	}
	if (price.billingScheme !== 'per_unit' || price.inPacks) {
		return 'tiered';
	}
	if (price.customAmount) {
		return 'custom_amount';
	}
	if (price.otherCurrencies.length > 0) {
		return 'several_currencies';
	}
	if (price.unitAmount === null || !isChargeable({ ...price, amount: price.unitAmount })) {
		return 'amount';
	}
	return price.active && price.product.active ? null : 'archived';
};
