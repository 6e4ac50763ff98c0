import type Stripe from 'stripe';
import { formatAmount } from '../payments/money';
import type { PaymentWay } from '../objects/payment';
import type { CheckoutSession, Price } from '../store/state';
import { Html, html, page } from './html';

export interface PayPageData {
	session: CheckoutSession;
	items: (Omit<Stripe.LineItem, 'price'> & { price: Price })[];
	/** The promotion code in use; null = none. */
	promotion: string | null;
	email: string;
	way: PaymentWay;
	promotionTyped: string;
	errors: { field: 'email' | 'way' | 'promotion'; message: string }[];
}

const WAYS: { way: PaymentWay; title: string; hint: string }[] = [
	{ way: 'card', title: 'Card that works', hint: 'Visa •••• 4242, paid at once' },
	{ way: 'card_declined', title: 'Card that is declined', hint: 'Visa •••• 0002, the bank says no' },
	{ way: 'bank_debit', title: 'Bank debit', hint: 'Account •••• 6789, the money arrives later' },
];

const MORE_WAYS: typeof WAYS = [
	{
		way: 'card_refund_pending',
		title: 'Card with slow refunds',
		hint: 'Visa •••• 7726, a refund stays pending',
	},
	{
		way: 'card_refund_fails',
		title: 'Card whose refunds can fail',
		hint: 'Visa •••• 5126, fails when you say so',
	},
];

/** The page on which somebody pays for an open session. */
export function payPage(data: PayPageData): string {
	const { session, errors } = data;
	const title = `${errors.length > 0 ? 'Error: ' : ''}Pay ${total(session)}`;
	return page(
		title,
		html`<main class="checkout">
			<section class="order" aria-labelledby="order">
				${session.cancel_url && html`<p class="leave"><a class="back" href="${session.cancel_url}">← Cancel and go back</a></p>`}
				<h1 id="order">Your order</h1>
				<p class="total">${total(session)}</p>
				${itemList(data)} ${promotionForm(data)}
			</section>
			<section class="payment" aria-labelledby="payment">
				<h2 id="payment">${isFree(session) ? 'Complete your order' : 'Pay'}</h2>
				${errorSummary(data)} ${paymentForm(data)}
			</section>
		</main>`,
		'narrow',
	);
}

const isFree = (session: CheckoutSession): boolean => session.payment_status === 'no_payment_required';

const money = (session: CheckoutSession, amount: number | null): string =>
	formatAmount(amount ?? 0, session.currency ?? 'usd');

const total = (session: CheckoutSession): string => money(session, session.amount_total);

function itemList({ session, items, promotion }: PayPageData): Html {
	const discount = session.total_details?.amount_discount ?? 0;
	const rows = items.map(
		(item) =>
			html`<div>
				<dt>
					${item.description}${(item.quantity ?? 1) > 1 && html` <span class="quantity">× ${item.quantity}</span>`}
				</dt>
				<dd>${money(session, item.amount_subtotal)}</dd>
			</div>`,
	);
	return html`<dl class="items">
		${rows}
		${
			discount > 0 &&
			html`<div>
				<dt>Discount${promotion !== null && html` <span class="code">${promotion}</span>`}</dt>
				<dd>−${money(session, discount)}</dd>
			</div>`
		}
		<div class="sum">
			<dt>Total due</dt>
			<dd>${total(session)}</dd>
		</div>
	</dl>`;
}

function promotionForm({ session, promotion, promotionTyped, errors }: PayPageData): Html | false {
	if (session.allow_promotion_codes !== true) return false;
	const action = `/pay/${session.id}/promotion`;
	if (promotion !== null) {
		return html`<form class="promotion" method="post" action="${action}">
			<button type="submit" name="remove" value="1" class="quiet">Remove code ${promotion}</button>
		</form>`;
	}
	const wrong = errors.find((error) => error.field === 'promotion');
	return html`<form class="promotion" method="post" action="${action}">
		<label for="promotion">Promotion code</label>
		<div class="beside">
			<input
				id="promotion"
				name="code"
				required
				autocomplete="off"
				autocapitalize="characters"
				value="${promotionTyped}"
				${wrong && html`autofocus`}
				${invalid(wrong !== undefined, 'promotion')}
			/>
			<button type="submit" class="second">Apply</button>
		</div>
		${wrong && fieldError('promotion', wrong.message)}
	</form>`;
}

const invalid = (is: boolean, field: string): Html | false =>
	is && html`aria-invalid="true" aria-describedby="${field}-error"`;

const fieldError = (field: string, message: string): Html =>
	html`<p class="field-error" id="${field}-error">${message}</p>`;

/** Takes the focus, so that a screen reader starts with what went wrong. A promotion code has a form of its own. */
function errorSummary({ errors }: PayPageData): Html | false {
	const target = { email: 'email', way: 'way-card' };
	const links = errors.flatMap(({ field, message }) =>
		field === 'promotion' ? [] : [html`<li><a href="#${target[field]}">${message}</a></li>`],
	);
	if (links.length === 0) return false;
	return html`<div class="errors" role="alert" tabindex="-1">
		<h3>Please check this</h3>
		<ul>
			${links}
		</ul>
	</div>`;
}

function paymentForm(data: PayPageData): Html {
	const { session, email, errors } = data;
	const wrong = errors.find((error) => error.field === 'email');
	return html`<form method="post" action="/pay/${session.id}" novalidate>
		<div class="field">
			<label for="email">Email</label>
			<input
				id="email"
				name="email"
				type="email"
				autocomplete="email"
				required
				value="${email}"
				${invalid(wrong !== undefined, 'email')}
			/>
			${wrong && fieldError('email', wrong.message)}
		</div>
		${!isFree(session) && waysFieldset(data)}
		<button type="submit" class="pay" data-busy="Processing…">
			${isFree(session) ? 'Complete order' : `Pay ${total(session)}`}
		</button>
		<p class="note">Nothing you type here is a real payment.</p>
	</form>`;
}

function waysFieldset({ way: chosen, errors }: PayPageData): Html {
	const wrong = errors.find((error) => error.field === 'way');
	const choice = ({ way, title, hint }: (typeof WAYS)[number]): Html =>
		html`<label class="way">
			<input
				id="way-${way}"
				type="radio"
				name="way"
				value="${way}"
				${way === chosen && html`checked`}
			/>
			<span class="way-text"><strong>${title}</strong><span class="hint">${hint}</span></span>
		</label>`;
	const moreChosen = MORE_WAYS.some((one) => one.way === chosen);
	return html`<fieldset ${invalid(wrong !== undefined, 'way')}>
		<legend>Test payment method</legend>
		${wrong && fieldError('way', wrong.message)} ${WAYS.map(choice)}
		<details ${moreChosen && html`open`}>
			<summary>More test cards</summary>
			${MORE_WAYS.map(choice)}
		</details>
	</fieldset>`;
}
