import { randomBytes } from 'node:crypto';
import type { Clock } from '../src/clock';
import { StripeFailure } from '../src/stripe/failure';
import type { CheckoutSession, Dispute, Payment, PaymentRecord, Price, Refund } from '../src/stripe/types';

const MINUTE = 60_000;

type SessionFields = Omit<CheckoutSession, 'payment'>;

/** A price that can be sold, unless told otherwise; 490.00 EUR. */
export const fakePrice = (overrides: Partial<Price> = {}): Price => ({
	id: fakeId('price'),
	livemode: false,
	active: true,
	product: { id: fakeId('prod'), name: 'Course', active: true },
	nickname: null,
	type: 'one_time',
	billingScheme: 'per_unit',
	inPacks: false,
	customAmount: false,
	unitAmount: 49_000,
	currency: 'eur',
	otherCurrencies: [],
	...overrides,
});

interface FakePayment extends Payment {
	sessionId: string;
}

export const fakeId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;

/** A failure as the gateway reports it. */
export const failure = (kind: StripeFailure['kind'], code?: string, param?: string): StripeFailure =>
	new StripeFailure(kind, `Stripe said: ${code ?? kind}`, { code, param });

const freshCharge = (amount: number): NonNullable<Payment['charge']> => ({
	amount,
	amountRefunded: 0,
	refunded: false,
	disputed: false,
});

/** Only inquiries and won disputes leave the money with the shop. */
const shownDispute = ({ id, status, paymentIntentId, amount }: Omit<Dispute, 'withdrawn'>): Dispute => ({
	id,
	status,
	paymentIntentId,
	amount,
	withdrawn: status === 'won' || status.startsWith('warning_') ? 0 : amount,
});

/** What Stripe knows, and what buyers, banks and people at the dashboard do. */
export class FakeStripeAccount {
	readonly livemode: boolean;
	/** Status of refunds made from now on. */
	refundStatus: Refund['status'] = 'succeeded';

	protected readonly clock: Clock;
	readonly #prices = new Map<string, Price>();
	readonly #sessions = new Map<string, SessionFields>();
	readonly #payments = new Map<string, FakePayment>();
	readonly #refunds = new Map<string, Refund>();
	readonly #disputes = new Map<string, Omit<Dispute, 'withdrawn'> & { refundable: boolean }>();

	constructor(clock: Clock, { livemode = false } = {}) {
		this.clock = clock;
		this.livemode = livemode;
	}

	/** A price of this account, whatever it is; the youngest of all. */
	keepPrice(price: Price): Price {
		this.#prices.delete(price.id);
		this.#prices.set(price.id, price);
		return price;
	}

	addPrice(
		priceId: string,
		{ amount, currency, recurring = false }: { amount: number; currency: string; recurring?: boolean },
	): void {
		const type = recurring ? 'recurring' : 'one_time';
		this.keepPrice(
			fakePrice({ id: priceId, livemode: this.livemode, unitAmount: amount, currency, type }),
		);
	}

	archivePrice(priceId: string): void {
		this.keepPrice({ ...this.knownPrice(priceId), active: false });
	}

	/** Newest first. */
	protected prices(): Price[] {
		return [...this.#prices.values()].reverse();
	}

	protected knownPrice(priceId: string): Price {
		const price = this.#prices.get(priceId);
		if (!price) {
			throw failure('not_found', 'resource_missing', 'price');
		}
		return price;
	}

	/** What a session in the mode `payment` can sell. */
	protected soldPrice(priceId: string): Price {
		const price = this.#prices.get(priceId);
		if (!price?.active) {
			throw failure('refused', 'resource_missing', 'line_items[0][price]');
		}
		if (price.type === 'recurring') {
			throw failure('refused', undefined, 'mode');
		}
		return price;
	}

	/** A session: ours, or one that another product or site on the account made. */
	addSession(overrides: Partial<SessionFields> = {}): CheckoutSession {
		const sessionId = overrides.id ?? fakeId(`cs_${this.livemode ? 'live' : 'test'}`);
		this.#sessions.set(sessionId, {
			id: sessionId,
			livemode: this.livemode,
			status: 'open',
			paymentStatus: 'unpaid',
			mode: 'payment',
			url: `https://checkout.stripe.test/c/pay/${sessionId}`,
			expiresAt: new Date(this.clock.now().getTime() + 32 * MINUTE),
			clientReferenceId: null,
			metadata: {},
			amountSubtotal: 49_000,
			currency: 'eur',
			...overrides,
		});
		return this.session(sessionId);
	}

	/** By card. Returns the payment intent's id. */
	pay(sessionId: string): string {
		const { amountSubtotal } = this.#payable(sessionId);
		this.changeSession(sessionId, { status: 'complete', paymentStatus: 'paid', url: null });
		return this.#addPayment(sessionId, 'succeeded', freshCharge(amountSubtotal ?? 0));
	}

	/** With a promotion code that leaves nothing to pay. */
	payNothing(sessionId: string): void {
		this.#payable(sessionId);
		this.changeSession(sessionId, {
			status: 'complete',
			paymentStatus: 'no_payment_required',
			url: null,
		});
	}

	/** By bank debit: the money comes with {@link settle}, or does not: {@link failPayment}. */
	payLater(sessionId: string): string {
		this.#payable(sessionId);
		this.changeSession(sessionId, { status: 'complete', url: null });
		return this.#addPayment(sessionId, 'processing', null);
	}

	settle(sessionId: string): void {
		const payment = this.#paymentOf(sessionId);
		payment.status = 'succeeded';
		payment.charge = freshCharge(this.session(sessionId).amountSubtotal ?? 0);
		this.changeSession(sessionId, { paymentStatus: 'paid' });
	}

	failPayment(sessionId: string): void {
		this.#paymentOf(sessionId).status = 'requires_payment_method';
	}

	/** The buyer's bank takes the money back for now; with `warning_…` it only asks. Returns the dispute's id. */
	dispute(sessionId: string, status: Dispute['status'] = 'needs_response'): string {
		const { charge, intentId } = this.#paymentOf(sessionId);
		if (!charge) {
			throw new Error(`Session ${sessionId} has no charge to dispute.`);
		}
		charge.disputed = true;
		const refundable = status.startsWith('warning_');
		const dispute = {
			id: fakeId('du'),
			status,
			paymentIntentId: intentId,
			amount: charge.amount,
			refundable,
		};
		this.#disputes.set(dispute.id, dispute);
		return dispute.id;
	}

	/** What the bank says of a dispute. The charge stays marked, as at Stripe. */
	changeDispute(disputeId: string, status: Dispute['status']): void {
		const dispute = this.#disputes.get(disputeId);
		if (!dispute) {
			throw new Error(`There is no dispute ${disputeId}.`);
		}
		dispute.status = status;
	}

	disputesOf(intentId: string): Dispute[] {
		const made = [...this.#disputes.values()].filter((dispute) => dispute.paymentIntentId === intentId);
		return made.reverse().map(shownDispute);
	}

	/** A payment by itself; `ch_` and its intent's id name its charge. */
	payment(intentId: string): PaymentRecord {
		const payment = this.#payments.get(intentId);
		if (!payment) {
			throw failure('not_found', 'resource_missing', 'intent');
		}
		const { sessionId, ...shown } = payment;
		const session = this.#sessions.get(sessionId);
		return structuredClone({
			...shown,
			livemode: this.livemode,
			metadata: session?.metadata ?? {},
			checkoutReference: session?.clientReferenceId ?? null,
		});
	}

	chargeOf(sessionId: string): string {
		return `ch_${this.#paymentOf(sessionId).intentId}`;
	}

	protected paymentIdOf(object: 'charge' | 'refund' | 'dispute', id: string): string | null {
		switch (object) {
			case 'charge':
				return this.payment(id.replace(/^ch_/, '')).intentId;
			case 'refund':
				return this.refund(id).paymentIntentId;
			case 'dispute':
				if (!this.#disputes.has(id)) {
					throw failure('not_found', 'resource_missing', 'dispute');
				}
				return this.#disputes.get(id)?.paymentIntentId ?? null;
		}
	}

	/** `reference`: metadata that only our own refunds carry. */
	makeRefund(intentId: string, amount: number | null = null, reference: string | null = null): Refund {
		const charge = this.#payments.get(intentId)?.charge;
		if (!charge) {
			throw failure('not_found', 'resource_missing', 'payment_intent');
		}
		const unrefundable = [...this.#disputes.values()].some(
			(dispute) =>
				dispute.paymentIntentId === intentId &&
				!dispute.refundable &&
				!['won', 'prevented'].includes(dispute.status),
		);
		if (unrefundable) {
			throw failure('refused', 'charge_disputed');
		}
		const left = charge.amount - charge.amountRefunded;
		if (left === 0) {
			throw failure('refused', 'charge_already_refunded');
		}
		if (amount !== null && amount > left) {
			throw failure('refused', undefined, 'amount');
		}
		const refund: Refund = {
			id: fakeId('re'),
			status: this.refundStatus,
			paymentIntentId: intentId,
			amount: amount ?? left,
			checkoutReference: reference,
		};
		this.#refunds.set(refund.id, refund);
		charge.amountRefunded += refund.amount;
		charge.refunded = charge.amountRefunded === charge.amount;
		return structuredClone(refund);
	}

	/** What becomes of a refund later. A failed one gives the money back to us. */
	changeRefund(refundId: string, status: Refund['status']): void {
		const refund = this.#refunds.get(refundId);
		const charge = this.#payments.get(refund?.paymentIntentId ?? '')?.charge;
		if (!refund || !charge) {
			throw new Error(`There is no refund ${refundId}.`);
		}
		refund.status = status;
		if (status === 'failed' || status === 'canceled') {
			charge.amountRefunded -= refund.amount;
			charge.refunded = false;
		}
	}

	/** What no method above does: a status that is new, metadata edited in the dashboard. */
	changeSession(sessionId: string, change: Partial<Omit<SessionFields, 'id'>>): void {
		const session = this.#sessions.get(sessionId);
		if (session) {
			this.#sessions.set(sessionId, { ...session, ...change });
		}
	}

	/** As after a change of the account: this key does not see it. */
	forgetSession(sessionId: string): void {
		this.#sessions.delete(sessionId);
	}

	session(sessionId: string): CheckoutSession {
		const session = this.#sessions.get(sessionId);
		if (!session) {
			throw failure('not_found', 'resource_missing', 'session');
		}
		if (session.status === 'open' && session.expiresAt <= this.clock.now()) {
			this.changeSession(sessionId, { status: 'expired', url: null });
			return this.session(sessionId);
		}
		const payment = [...this.#payments.values()].find((made) => made.sessionId === sessionId);
		return structuredClone({ ...session, payment: payment ?? null });
	}

	sessions(): CheckoutSession[] {
		return [...this.#sessions.keys()].map((sessionId) => this.session(sessionId));
	}

	refund(refundId: string): Refund {
		const refund = this.#refunds.get(refundId);
		if (!refund) {
			throw failure('not_found', 'resource_missing', 'id');
		}
		return structuredClone(refund);
	}

	/** All of them, newest first, as Stripe lists. */
	refunds(): Refund[] {
		return structuredClone([...this.#refunds.values()].reverse());
	}

	/** All of them, newest first. */
	disputes(): Dispute[] {
		return [...this.#disputes.values()].reverse().map(shownDispute);
	}

	/** Newest first, as Stripe lists. */
	refundsOf(intentId: string): Refund[] {
		const made = [...this.#refunds.values()].filter((refund) => refund.paymentIntentId === intentId);
		return structuredClone(made.reverse());
	}

	#payable(sessionId: string): CheckoutSession {
		const session = this.session(sessionId);
		if (session.status !== 'open') {
			throw new Error(`Nobody can pay session ${sessionId}: it is ${session.status}.`);
		}
		return session;
	}

	#addPayment(sessionId: string, status: string, charge: Payment['charge']): string {
		const intentId = fakeId('pi');
		this.#payments.set(intentId, { intentId, sessionId, status, charge });
		return intentId;
	}

	#paymentOf(sessionId: string): FakePayment {
		const payment = [...this.#payments.values()].find((made) => made.sessionId === sessionId);
		if (!payment) {
			throw new Error(`Session ${sessionId} has no payment.`);
		}
		return payment;
	}
}
