import { unixSeconds, type TravelClock } from '../clock';
import type { Context } from '../context';
import { formatAmount } from '../payments/money';
import { expireDueSessions } from '../payments/sessions';
import { idOf } from '../store/reference';
import type { CheckoutSession, StoredEvent } from '../store/state';
import type { Deliveries } from '../webhooks/deliveries';
import { badge, button, id, section, time, type Tone } from './dashboard-parts';
import { PAYMENT_HEAD, REFUND_HEAD, paymentCells, refundCells } from './dashboard-payments';
import { html, page, type Html, type Piece } from './html';

/** Stripe's dashboard, as far as a person needs it here: what happened, and buttons for what the bank would do. */
export function dashboardPage(context: Context, deliveries: Deliveries, clock: TravelClock): string {
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
				${endpointNote(context)} ${clockBar(clock)} ${deliveryBar(deliveries)}
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

const CLOCK_STEPS = [
	{ text: '+ 35 minutes', label: 'so that open sessions expire', seconds: 35 * 60 },
	{ text: '+ 1 day', label: 'so that idempotency keys are forgotten', seconds: 24 * 60 * 60 },
	{ text: '+ 3 days', label: 'so that undelivered events are given up', seconds: 3 * 24 * 60 * 60 },
];

/** What time it is here, and the ways to another. */
function clockBar(clock: TravelClock): Html {
	const ahead = Math.round(clock.ahead() / 1000);
	return html`<section id="clock" class="tools" aria-label="Clock">
		<p>
			Clock (UTC) ${time(unixSeconds(clock.now))}
			${ahead !== 0 && html` ${badge(`${duration(Math.abs(ahead))} ${ahead > 0 ? 'ahead' : 'behind'}`, 'wait')}`}
		</p>
		${CLOCK_STEPS.map(({ text, label, seconds }) =>
			// The shop's clock does not move along. It is shown the real time, or it would refuse every delivery.
			button('clock', text, label, { advanceSeconds: seconds, skewSeconds: -(ahead + seconds) }),
		)}
		${ahead !== 0 && button('clock/reset', 'Real time', 'again')}
		${ahead > 0 && html`<p class="lead">New checkouts begin only at the real time: the shop’s clock stays.</p>`}
	</section>`;
}

/** Days with a decimal when there are any, else minutes. */
function duration(seconds: number): string {
	const days = Math.round(seconds / 8640) / 10;
	if (days < 1) return `${Math.round(seconds / 60)} min`;
	return days === 1 ? '1 day' : `${days} days`;
}

/** Whether events go out, and a way to hold them. */
function deliveryBar(deliveries: Deliveries): Html {
	const { pending, dropped, failed } = deliveries.counts();
	return html`<section class="tools" aria-label="Deliveries">
		<p>
			Deliveries ${deliveries.isHeld() ? badge('held', 'wait') : badge('flow', 'good')}
			<span class="hint">${pending} waiting, ${failed} given up, ${dropped} dropped</span>
		</p>
		${
			deliveries.isHeld()
				? [
						button('deliveries/release', 'Release', 'deliveries in their order'),
						button('deliveries/release', 'Release backwards', 'deliveries', {
							order: 'reversed',
						}),
					]
				: button('deliveries/hold', 'Hold', 'deliveries')
		}
		${dropped > 0 && button('deliveries/resend', 'Resend dropped', 'events')}
		${failed > 0 && button('deliveries/resend', 'Resend given up', 'events', { state: 'failed' })}
	</section>`;
}

const SESSION_TONES: Record<string, Tone> = { open: 'wait', complete: 'good' };
const DELIVERY_TONES = { delivered: 'good', pending: 'wait', failed: 'bad', dropped: 'off' } as const;

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

const EVENT_HEAD = ['Event', 'Type', 'About', 'Delivery', 'Created (UTC)', 'Actions'];

function eventCells(deliveries: Deliveries, event: StoredEvent): Piece[] {
	const sent = deliveries.of(event.id);
	return [
		id(event.id),
		html`<code>${event.type}</code>`,
		id(idOf(event.data.object as { id: string })),
		sent.length === 0 ? badge('no endpoint', 'off') : sent.map(deliveryState),
		time(event.created),
		[
			button(`events/${event.id}/resend`, 'Resend', event.id),
			button(`events/${event.id}/twin`, 'Twin', event.id),
		],
	];
}

function deliveryState({ state, attempts, lastError }: ReturnType<Deliveries['of']>[number]): Html {
	const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
	return html`<div>
		${badge(state, DELIVERY_TONES[state])}
		<span class="hint">${tries}${lastError !== null && `, ${lastError}`}</span>
	</div>`;
}
