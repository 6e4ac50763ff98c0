import type Stripe from 'stripe';
import type { Context } from '../context';
import { formatAmount } from '../payments/money';
import { expireDueSessions } from '../payments/sessions';
import type { CheckoutSession, StoredEvent } from '../store/state';
import type { Deliveries } from '../webhooks/deliveries';
import { html, page, type Html, type Piece } from './html';
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
				${section('sessions', 'Checkout sessions', SESSION_HEAD, store.list('checkout.session'), sessionCells)}
				${section('payments', 'Payments', PAYMENT_HEAD, store.list('payment_intent'), (intent) =>
					paymentCells(context, intent),
				)}
				${section('refunds', 'Refunds', REFUND_HEAD, store.list('refund'), refundCells)}
				${section('events', 'Events', EVENT_HEAD, store.list('event'), (event) => eventCells(deliveries, event))}
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

/** A table of the newest; on a narrow screen each row becomes a card, and each cell says what it is. */
function section<T>(
	name: string,
	title: string,
	head: string[],
	rows: T[],
	cells: (row: T) => Piece[],
): Html {
	const row = (one: T): Html =>
		html`<tr role="row">
			${cells(one).map(
				(cell, index) =>
					html`<td role="cell" data-label="${head[index]}"><div class="cell">${cell}</div></td>`,
			)}
		</tr>`;
	return html`<section id="${name}" aria-labelledby="${name}-title">
		<h2 id="${name}-title">${title} <span class="count">${rows.length}</span></h2>
		${
			rows.length === 0
				? html`<p class="empty">Nothing yet.</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${name}-title">
						<table role="table">
							<thead role="rowgroup">
								<tr role="row">
									${head.map((text) => html`<th role="columnheader" scope="col">${text}</th>`)}
								</tr>
							</thead>
							<tbody role="rowgroup">
								${rows.slice(0, SHOWN).map(row)}
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
const DELIVERY_TONES = { delivered: 'good', pending: 'wait', failed: 'bad', dropped: 'off' } as const;

const badge = (status: string | null, tone: Tone): Html =>
	html`<span class="badge ${tone}">${(status ?? 'unknown').replaceAll('_', ' ')}</span>`;

const id = (text: string): Html =>
	html`<code title="${text}">${text.length > 24 ? `${text.slice(0, 20)}…` : text}</code>`;

const time = (seconds: number): Html => {
	const iso = new Date(seconds * 1000).toISOString();
	return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
};

const SESSION_HEAD = ['Session', 'Amount', 'Status', 'Payment', 'For', 'Created (UTC)', 'Actions'];

const sessionCells = (session: CheckoutSession): Piece[] => [
	id(session.id),
	formatAmount(session.amount_total ?? 0, session.currency ?? 'usd'),
	badge(session.status, SESSION_TONES[session.status ?? ''] ?? 'off'),
	badge(session.payment_status, session.payment_status === 'unpaid' ? 'wait' : 'good'),
	session.customer_details?.email ?? session.customer_email ?? session.client_reference_id,
	time(session.created),
	session.status === 'open' && html`<a href="/pay/${session.id}">Open pay page</a>`,
];

const PAYMENT_HEAD = ['Payment', 'Amount', 'Status', 'Refunded', 'Paid with', 'Created (UTC)', 'Actions'];

function paymentCells(context: Context, intent: Stripe.PaymentIntent): Piece[] {
	const charge = context.store.get('charge', idOf(intent.latest_charge));
	const dispute = context.store.list('dispute').find((one) => one.charge === charge?.id);
	const refunded = charge?.amount_refunded ?? 0;
	const method = charge?.payment_method_details;
	return [
		id(intent.id),
		formatAmount(intent.amount, intent.currency),
		[
			badge(intent.status, PAYMENT_TONES[intent.status] ?? 'bad'),
			dispute && html` ${badge(`dispute ${dispute.status}`, 'bad')}`,
		],
		refunded > 0 && formatAmount(refunded, intent.currency),
		[method?.type.replaceAll('_', ' '), method?.card && ` •••• ${method.card.last4}`],
		time(intent.created),
		paymentActions(intent, charge, dispute),
	];
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

const REFUND_HEAD = ['Refund', 'Amount', 'Status', 'Payment', 'Created (UTC)', 'Actions'];

const refundCells = (refund: Stripe.Refund): Piece[] => [
	id(refund.id),
	formatAmount(refund.amount, refund.currency),
	badge(refund.status, REFUND_TONES[refund.status ?? ''] ?? 'bad'),
	id(idOf(refund.payment_intent)),
	time(refund.created),
	[
		refund.status === 'pending' && button(`refunds/${refund.id}/settle`, 'Settle', refund.id),
		refund.status !== 'failed' && button(`refunds/${refund.id}/fail`, 'Fail', refund.id),
	],
];

const EVENT_HEAD = ['Event', 'Type', 'About', 'Delivery', 'Created (UTC)', 'Actions'];

function eventCells(deliveries: Deliveries, event: StoredEvent): Piece[] {
	const sent = deliveries.of(event.id);
	return [
		id(event.id),
		html`<code>${event.type}</code>`,
		id(idOf(event.data.object as { id: string })),
		sent.length === 0 ? badge('no endpoint', 'off') : sent.map(deliveryState),
		time(event.created),
		button(`events/${event.id}/resend`, 'Resend', event.id),
	];
}

function deliveryState({ state, attempts, lastError }: ReturnType<Deliveries['of']>[number]): Html {
	const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
	return html`<div>
		${badge(state, DELIVERY_TONES[state])}
		<span class="hint">${tries}${lastError !== null && `, ${lastError}`}</span>
	</div>`;
}
