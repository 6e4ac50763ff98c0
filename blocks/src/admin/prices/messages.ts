import type { PriceProblem } from '@cohort-enrollment/sidecar/contract';
import { __, sprintf } from '@wordpress/i18n';
import type { Messages } from '../shared/messages';
import { moneyText } from '../shared/money';
import type { RequestError } from '../shared/request';

type Data = RequestError['data'];

const tooSmall = ({ currency, smallest }: Data): string =>
	typeof currency === 'string' && typeof smallest === 'number'
		? sprintf(
				/* translators: %s: an amount with its currency. */
				__('Stripe does not charge this amount. The least is %s.', 'cohort-enrollment'),
				moneyText(smallest, currency),
			)
		: __('Stripe does not charge this amount.', 'cohort-enrollment');

const PROBLEMS: Record<PriceProblem, (data: Data) => string> = {
	not_found: () => __('Your Stripe account has no such price.', 'cohort-enrollment'),
	other_mode: () =>
		__(
			'This price belongs to the other mode of Stripe: test prices and live prices are kept apart.',
			'cohort-enrollment',
		),
	archived: () =>
		__(
			'This price, or its product, is archived. Activate it in Stripe first, or choose another.',
			'cohort-enrollment',
		),
	recurring: () =>
		__(
			'This price is paid again and again; a course is paid once. Choose a one-time price.',
			'cohort-enrollment',
		),
	tiered: () =>
		__('This price depends on the quantity. Choose one of a fixed amount.', 'cohort-enrollment'),
	custom_amount: () =>
		__(
			'With this price the customer decides how much to pay. Choose one of a fixed amount.',
			'cohort-enrollment',
		),
	several_currencies: () =>
		__(
			'This price has amounts in several currencies: the payment page would ask for another amount than your page shows. Choose one with a single currency.',
			'cohort-enrollment',
		),
	amount: tooSmall,
	currency: () => __('Your Stripe account does not take this currency.', 'cohort-enrollment'),
};

const isProblem = (why: unknown): why is PriceProblem => typeof why === 'string' && why in PROBLEMS;

/** Why a price cannot be sold, which `data.why` says. */
export const priceProblem = (data: Readonly<Record<string, unknown>>): string =>
	isProblem(data.why) ? PROBLEMS[data.why](data) : __('This price cannot be sold.', 'cohort-enrollment');

/** What Stripe says about prices. */
export const PRICE_MESSAGES: Messages = {
	price_not_usable: priceProblem,
	stripe_unavailable: ({ kind }) =>
		kind === 'unauthorized'
			? __(
					'Stripe does not let the sidecar’s key do this. It must be allowed to read and write products and prices. Nothing was changed.',
					'cohort-enrollment',
				)
			: __(
					'Stripe cannot be reached at the moment. Nothing was changed; try again.',
					'cohort-enrollment',
				),
};
