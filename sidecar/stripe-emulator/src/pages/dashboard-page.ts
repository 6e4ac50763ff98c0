import type Stripe from 'stripe';
import type { Context } from '../context';
import { formatAmount } from '../payments/money';
import { expireDueSessions } from '../payments/sessions';
import type { CheckoutSession, StoredEvent } from '../store/state';
import type { Deliveries } from '../webhooks/deliveries';
import { Html, html, page } from './html';
import { idOf } from '../store/reference';

const SHOWN = 50;

/** Stripe's dashboard, as far as a person needs it here: what happened, and buttons for what the bank would do. */
export function dashboardPage(context: Context, deliveries: Deliveries): string {
	expireDueSessions(context);
	const { store } = context;
	return page(
		'Local Stripe',
		html`<header class="bar">
				<h1>Local Stripe</h1>
				<nav aria-label="Sections">
					<a href="#sessions">Sessions</a> <a href="#payments">Payments</a>
					<a href="#refunds">Refunds</a> <a href="#events">Events</a> <a href="/">Refresh</a>
				</nav>
			</header>
			<main>
				${endpointNote(context)}
				${section('sessions', 'Checkout sessions', sessionHead, store.list('checkout.session'), sessionRow)}
				${section('payments', 'Payments', paymentHead, store.list('payment_intent'), (intent) =>
					paymentRow(context, intent),
				)}
				${section('refunds', 'Refunds', refundHead, store.list('refund'), refundRow)}
				${section('events', 'Events', eventHead, store.list('event'), (event) => eventRow(deliveries, event))}
			</main>`,
		'wide',
	);
}

function endpointNote({ store }: Context): Html {
	const endpoints = store.list('webhook_endpoint').filter((endpoint) => endpoint.status === 'enabled');
	if (endpoints.length === 0)
		return html`<p class="lead">Events go nowhere: there is no webhook endpoint.</p>`;
	return html`<p class="lead">Events go to ${endpoints.map((one) => html`<code>${one.url}</code> `)}</p>`;
}

function section<T>(id: string, title: string, head: string[], rows: T[], row: (one: T) => Html): Html {
	const shown = rows.slice(0, SHOWN);
	return html`<section id="${id}" aria-labelledby="${id}-title">
		<h2 id="${id}-title">${title} <span class="count">${rows.length}</span></h2>
		${
			rows.length === 0
				? html`<p class="empty">Nothing yet.</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${id}-title">
						<table>
							<thead>
								<tr>
									${head.map((name) => html`<th scope="col">${name}</th>`)}
								</tr>
							</thead>
							<tbody>
								${shown.map(row)}
							</tbody>
						</table>
					</div>`
		}
		${rows.length > SHOWN && html`<p class="empty">The newest ${SHOWN} of ${rows.length}.</p>`}
	</section>`;
}

/** @param label tells buttons with the same text apart for screen readers */
const button = (action: string, text: string, label: string): Html =>
	html`<form method="post" action="/_control/${action}">
		<button type="submit" class="small" aria-label="${text} ${label}">${text}</button>
	</form>`;

type Tone = 'good' | 'bad' | 'wait' | 'off';

const SESSION_TONES: Record<string, Tone> = { open: 'wait', complete: 'good' };
const PAYMENT_TONES: Record<string, Tone> = { succeeded: 'good', processing: 'wait', canceled: 'off' };
const REFUND_TONES: Record<string, Tone> = { succeeded: 'good', pending: 'wait' };
const DELIVERY_TONES = { delivered: 'good', pending: 'wait', failed: 'bad' } as const;

const badge = (status: string | null, tone: Tone): Html =>
	html`<span class="badge ${tone}">${(status ?? 'unknown').replaceAll('_', ' ')}</span>`;

const id = (text: string): Html =>
	html`<code title="${text}">${text.length > 24 ? `${text.slice(0, 20)}…` : text}</code>`;

const time = (seconds: number): Html => {
	const iso = new Date(seconds * 1000).toISOString();
	return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
};

const sessionHead = ['Session', 'Amount', 'Status', 'Payment', 'For', 'Created (UTC)', 'Actions'];

function sessionRow(session: CheckoutSession): Html {
	const tone = SESSION_TONES[session.status ?? ''] ?? 'off';
	return html`<tr>
		<td>${id(session.id)}</td>
		<td class="number">${formatAmount(session.amount_total ?? 0, session.currency ?? 'usd')}</td>
		<td>${badge(session.status, tone)}</td>
		<td>${badge(session.payment_status, session.payment_status === 'unpaid' ? 'wait' : 'good')}</td>
		<td>${session.customer_details?.email ?? session.customer_email ?? session.client_reference_id}</td>
		<td>${time(session.created)}</td>
		<td>${session.status === 'open' && html`<a href="/pay/${session.id}">Open pay page</a>`}</td>
	</tr>`;
}

const paymentHead = ['Payment', 'Amount', 'Status', 'Refunded', 'Paid with', 'Created (UTC)', 'Actions'];

function paymentRow(context: Context, intent: Stripe.PaymentIntent): Html {
	const charge = context.store.get('charge', idOf(intent.latest_charge));
	const dispute = context.store.list('dispute').find((one) => one.charge === charge?.id);
	const tone = PAYMENT_TONES[intent.status] ?? 'bad';
	const refunded = charge?.amount_refunded ?? 0;
	const kind = charge?.payment_method_details?.type;
	return html`<tr>
		<td>${id(intent.id)}</td>
		<td class="number">${formatAmount(intent.amount, intent.currency)}</td>
		<td>${badge(intent.status, tone)} ${dispute && badge(`dispute ${dispute.status}`, 'bad')}</td>
		<td class="number">${refunded > 0 && formatAmount(refunded, intent.currency)}</td>
		<td>
			${kind?.replaceAll('_', ' ')}
			${kind === 'card' && `•••• ${charge?.payment_method_details?.card?.last4}`}
		</td>
		<td>${time(intent.created)}</td>
		<td><div class="actions">${paymentActions(intent, charge, dispute)}</div></td>
	</tr>`;
}

function paymentActions(
	intent: Stripe.PaymentIntent,
	charge: Stripe.Charge | undefined,
	dispute: Stripe.Dispute | undefined,
): Html[] {
	const path = `payments/${intent.id}`;
	if (intent.status === 'processing') {
		return [button(`${path}/settle`, 'Settle', intent.id), button(`${path}/fail`, 'Fail', intent.id)];
	}
	if (dispute?.status === 'needs_response') {
		return (['won', 'lost'] as const).map((outcome) =>
			button(`disputes/${dispute.id}/${outcome}`, outcome === 'won' ? 'Win' : 'Lose', dispute.id),
		);
	}
	if (charge === undefined || charge.status !== 'succeeded' || charge.refunded || charge.disputed)
		return [];
	return [
		html`<form method="post" action="/_control/${path}/refund">
			<input
				name="amount"
				inputmode="decimal"
				placeholder="all"
				aria-label="Amount to refund of ${intent.id}, all when empty"
			/>
			<button type="submit" class="small" aria-label="Refund ${intent.id}">Refund</button>
		</form>`,
		button(`${path}/dispute`, 'Dispute', intent.id),
	];
}

const refundHead = ['Refund', 'Amount', 'Status', 'Payment', 'Created (UTC)', 'Actions'];

function refundRow(refund: Stripe.Refund): Html {
	const tone = REFUND_TONES[refund.status ?? ''] ?? 'bad';
	const path = `refunds/${refund.id}`;
	return html`<tr>
		<td>${id(refund.id)}</td>
		<td class="number">${formatAmount(refund.amount, refund.currency)}</td>
		<td>${badge(refund.status, tone)}</td>
		<td>${id(idOf(refund.payment_intent))}</td>
		<td>${time(refund.created)}</td>
		<td>
			<div class="actions">
				${refund.status === 'pending' && button(`${path}/settle`, 'Settle', refund.id)}
				${refund.status !== 'failed' && button(`${path}/fail`, 'Fail', refund.id)}
			</div>
		</td>
	</tr>`;
}

const eventHead = ['Event', 'Type', 'About', 'Delivery', 'Created (UTC)', 'Actions'];

function eventRow(deliveries: Deliveries, event: StoredEvent): Html {
	const sent = deliveries.of(event.id);
	return html`<tr>
		<td>${id(event.id)}</td>
		<td><code>${event.type}</code></td>
		<td>${id(idOf(event.data.object as { id: string }))}</td>
		<td>${sent.length === 0 ? badge('no endpoint', 'off') : sent.map(deliveryState)}</td>
		<td>${time(event.created)}</td>
		<td>${button(`events/${event.id}/resend`, 'Resend', event.id)}</td>
	</tr>`;
}

function deliveryState({ state, attempts, lastError }: ReturnType<Deliveries['of']>[number]): Html {
	const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
	return html`<div>
		${badge(state, DELIVERY_TONES[state])}
		<span class="hint">${tries}${lastError !== null && `, ${lastError}`}</span>
	</div>`;
}
