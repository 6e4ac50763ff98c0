import type { StripeFailure } from '../src/stripe/failure';
import type { StripeGateway } from '../src/stripe/gateway';
import type { ListedEvent, StripeHistory } from '../src/stripe/history';
import { RefusedDelivery } from '../src/stripe/refused-delivery';
import type {
	CheckoutSession,
	CheckoutSessionParams,
	Dispute,
	NewPrice,
	PaymentRecord,
	Price,
	Refund,
	RefundParams,
	SignedEvent,
	StripeEvent,
} from '../src/stripe/types';
import { IdempotencyKeys } from './fake-idempotency';
import { failure, fakeId, fakePrice, FakeStripeAccount } from './fake-stripe-account';

export { failure, fakePrice } from './fake-stripe-account';

const MINUTE = 60_000;

type ListOperation = keyof StripeHistory;

export type StripeOperation =
	Exclude<keyof StripeGateway, 'livemode' | 'readEvent' | 'history'> | ListOperation;

/**
 * `lost`: Stripe never heard of the call. `done`: Stripe did it, but the answer was lost or was a server error.
 * A server error is stored under the idempotency key either way.
 */
type Effect = 'lost' | 'done';

interface Fault {
	failure: StripeFailure;
	effect: Effect;
}

/** One answer that is held back: `arrived` when Stripe has it ready, `release` to let it go. */
export interface HeldAnswer {
	arrived: Promise<void>;
	release(): void;
}

interface Held {
	arrive(): void;
	released: Promise<void>;
}

interface Keyed {
	key: string;
	params: object;
}

/**
 * Stripe in memory, behind our own interface. What buyers and banks do is in {@link FakeStripeAccount}; what goes wrong
 * on the way is asked for with `failNext`, `failAlways` and `holdNext`.
 */
export class FakeStripe extends FakeStripeAccount implements StripeGateway {
	readonly keys = new IdempotencyKeys();
	readonly #calls: { operation: StripeOperation; key: string | null; subject: unknown }[] = [];
	readonly #faults = new Map<StripeOperation, Fault[]>();
	readonly #standing = new Map<StripeOperation, Fault>();
	readonly #held = new Map<StripeOperation, Held[]>();

	failNext(operation: StripeOperation, fault: StripeFailure, effect: Effect = 'lost'): void {
		this.#faults.set(operation, [...(this.#faults.get(operation) ?? []), { failure: fault, effect }]);
	}

	/** Until told otherwise with `null`. */
	failAlways(operation: StripeOperation, fault: StripeFailure | null, effect: Effect = 'lost'): void {
		this.#standing.delete(operation);
		if (fault) {
			this.#standing.set(operation, { failure: fault, effect });
		}
	}

	/** Holds back the next answer to `operation`: it tells what was true when it was made, and keeps its key in use. */
	holdNext(operation: StripeOperation): HeldAnswer {
		let arrive = (): void => undefined;
		let release = (): void => undefined;
		const arrived = new Promise<void>((resolve) => (arrive = resolve));
		const released = new Promise<void>((resolve) => (release = resolve));
		this.#held.set(operation, [...(this.#held.get(operation) ?? []), { arrive, released }]);
		return { arrived, release };
	}

	/** The idempotency key and the parameters, or id, of every call. */
	callsOf(operation: StripeOperation): { key: string | null; subject: unknown }[] {
		return this.#calls
			.filter((call) => call.operation === operation)
			.map(({ key, subject }) => ({ key, subject }));
	}

	createSession(params: CheckoutSessionParams, key: string): Promise<CheckoutSession> {
		return this.#post('createSession', { key, params }, () => this.#openSession(params));
	}

	#openSession(params: CheckoutSessionParams): CheckoutSession {
		const price = this.soldPrice(params.priceId);
		const ahead = params.expiresAt * 1000 - this.clock.now().getTime();
		if (ahead < 30 * MINUTE || ahead > 24 * 60 * MINUTE) {
			throw failure('refused', 'parameter_invalid_integer', 'expires_at');
		}
		return this.addSession({
			expiresAt: new Date(params.expiresAt * 1000),
			clientReferenceId: params.reference,
			metadata: {
				app: 'cohort-enrollment',
				site: params.siteUrl,
				checkout_id: params.reference,
			},
			amountSubtotal: price.unitAmount,
			currency: price.currency,
		});
	}

	retrieveSession(sessionId: string): Promise<CheckoutSession> {
		return this.#get('retrieveSession', sessionId, () => this.session(sessionId));
	}

	expireSession(sessionId: string): Promise<void> {
		return this.#get('expireSession', sessionId, () => {
			if (this.session(sessionId).status !== 'open') {
				throw failure('refused');
			}
			this.changeSession(sessionId, { status: 'expired', url: null });
		});
	}

	createRefund(params: RefundParams, key: string): Promise<Refund> {
		return this.#post('createRefund', { key, params }, () =>
			this.makeRefund(params.paymentIntentId, params.amount, params.reference),
		);
	}

	retrieveRefund(refundId: string): Promise<Refund> {
		return this.#get('retrieveRefund', refundId, () => this.refund(refundId));
	}

	listRefunds(intentId: string): Promise<Refund[]> {
		return this.#get('listRefunds', intentId, () => this.refundsOf(intentId));
	}

	listDisputes(intentId: string): Promise<Dispute[]> {
		return this.#get('listDisputes', intentId, () => this.disputesOf(intentId));
	}

	retrievePayment(intentId: string): Promise<PaymentRecord> {
		return this.#get('retrievePayment', intentId, () => this.payment(intentId));
	}

	retrievePaymentId(object: 'charge' | 'refund' | 'dispute', id: string): Promise<string | null> {
		return this.#get('retrievePaymentId', id, () => this.paymentIdOf(object, id));
	}

	createPrice(params: NewPrice, key: string): Promise<Price> {
		const { livemode } = this;
		return this.#post('createPrice', { key, params }, () => {
			const product = { id: fakeId('prod'), name: params.name, active: true };
			return this.keepPrice(
				fakePrice({ livemode, product, unitAmount: params.amount, currency: params.currency }),
			);
		});
	}

	retrievePrice(priceId: string): Promise<Price> {
		return this.#get('retrievePrice', priceId, () => this.knownPrice(priceId));
	}

	/** How many prices a page has. */
	pricesPerPage = 100;

	listPrices(startingAfter: string | null): Promise<{ prices: Price[]; next: string | null }> {
		return this.#get('listPrices', startingAfter, () => {
			const all = this.prices().filter(({ active, type }) => active && type === 'one_time');
			const start = all.findIndex(({ id }) => id === startingAfter) + 1;
			if (startingAfter !== null && start === 0) {
				throw failure('refused', 'resource_missing', 'starting_after');
			}
			const prices = all.slice(start, start + this.pricesPerPage);
			return {
				prices,
				next: start + prices.length < all.length ? (prices.at(-1)?.id ?? null) : null,
			};
		});
	}

	ping(): Promise<Date | null> {
		return this.#get('ping', null, () => this.clock.now());
	}

	/** What happened since the beginning; the fake knows no dates. */
	readonly history: StripeHistory = {
		sessions: () => this.#list('sessions', () => this.sessions().reverse()),
		refunds: () => this.#list('refunds', () => this.refunds()),
		disputes: () => this.#list('disputes', () => this.disputes()),
		events: (_since, types) =>
			this.#list('events', () => this.happened.filter(({ type }) => types.includes(type))),
	};
	/** Events as Stripe lists them, whether they were delivered or not; newest first. */
	readonly happened: ListedEvent[] = [];

	/** Something happened of which no delivery tells. */
	happen(type: string, objectId: string): ListedEvent {
		const event = {
			id: fakeId('evt'),
			type,
			livemode: this.livemode,
			createdAt: this.clock.now(),
			objectId,
			payload: '{}',
		};
		this.happened.unshift(event);
		return event;
	}

	async *#list<Item>(operation: ListOperation, read: () => Item[]): AsyncGenerator<Item> {
		yield* await this.#get(operation, null, read);
	}

	readEvent(body: Buffer, signatureHeader: string): SignedEvent {
		if (signatureHeader !== SIGNATURE) {
			throw new RefusedDelivery('signature', 'The signature does not fit the body.');
		}
		return { ...(JSON.parse(body.toString('utf8')) as StripeEvent), signedWith: 'current' };
	}

	#get<Result>(operation: StripeOperation, subject: unknown, execute: () => Result): Promise<Result> {
		this.#calls.push({ operation, key: null, subject });
		return this.#travel(operation, (fault) => this.#execute(operation, fault, execute));
	}

	#post<Result>(operation: StripeOperation, keyed: Keyed, execute: () => Result): Promise<Result> {
		this.#calls.push({ operation, key: keyed.key, subject: keyed.params });
		return this.#travel(operation, (fault) =>
			this.keys.run(keyed.key, keyed.params, () => this.#execute(operation, fault, execute)),
		);
	}

	/** The way there and back, where a call or its answer may be lost. */
	async #travel<Result>(
		operation: StripeOperation,
		arrive: (fault: Fault | undefined) => Promise<Result>,
	): Promise<Result> {
		const fault = this.#faults.get(operation)?.shift() ?? this.#standing.get(operation);
		await new Promise(setImmediate);
		if (fault?.effect === 'lost' && fault.failure.kind !== 'server_error') {
			await this.#holdBack(operation);
			throw fault.failure;
		}
		const result = await arrive(fault);
		if (fault && fault.failure.kind !== 'server_error') {
			throw fault.failure;
		}
		return result;
	}

	async #execute<Result>(
		operation: StripeOperation,
		fault: Fault | undefined,
		execute: () => Result,
	): Promise<Result> {
		const broken = fault?.failure.kind === 'server_error' ? fault : undefined;
		if (broken?.effect === 'lost') {
			throw broken.failure;
		}
		const result = execute();
		await this.#holdBack(operation);
		if (broken) {
			throw broken.failure;
		}
		return result;
	}

	async #holdBack(operation: StripeOperation): Promise<void> {
		const held = this.#held.get(operation)?.shift();
		held?.arrive();
		await held?.released;
	}
}

const SIGNATURE = 'signed';

/** A delivery: body and signature header, as {@link FakeStripe.readEvent} reads them. */
export const delivery = (
	type: string,
	objectId: string,
	overrides: Partial<StripeEvent> = {},
): [body: Buffer, signatureHeader: string] => {
	const event: StripeEvent = { id: fakeId('evt'), type, livemode: false, account: null, objectId };
	return [Buffer.from(JSON.stringify({ ...event, ...overrides })), SIGNATURE];
};
