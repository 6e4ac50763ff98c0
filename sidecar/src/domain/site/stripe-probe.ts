import type { Logger } from 'pino';
import type { ReadinessResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';

/** What was learned when Stripe was last asked. */
export interface StripeState {
	stripe: ReadinessResponse['checks']['stripe'];
	/** Seconds by which our clock is ahead of Stripe's; null = it did not tell. */
	clockSkewSeconds: number | null;
}

export interface StripeProbe {
	/** The last answer. */
	last(): StripeState;
	/** Asks when the last answer is old, at most once at a time, and says in the log what changed. Never raises. */
	fresh(): Promise<StripeState>;
}

/** Probes come every few seconds; Stripe is not asked each time. A mended key is to be seen soon. */
const KEPT_MILLISECONDS = { ok: 60_000, unreachable: 5_000, invalid_key: 5_000 };
/** Clocks that are kept by a time server never differ by this much. */
const CLOCK_TOLERANCE_SECONDS = 60;
/** `Date` is cut to the second. */
const HALF_A_SECOND = 500;

export const clockState = (skewSeconds: number | null): ReadinessResponse['clock'] => {
	if (skewSeconds === null) {
		return 'unknown';
	}
	if (Math.abs(skewSeconds) <= CLOCK_TOLERANCE_SECONDS) {
		return 'ok';
	}
	return skewSeconds > 0 ? 'ahead' : 'behind';
};

const ask = async (stripe: StripeGateway, clock: Clock): Promise<StripeState> => {
	const askedAt = clock.now().getTime();
	try {
		const theirs = await stripe.ping();
		const ours = (askedAt + clock.now().getTime()) / 2;
		return {
			stripe: 'ok',
			clockSkewSeconds: theirs && Math.round((ours - theirs.getTime() - HALF_A_SECOND) / 1000),
		};
	} catch (error) {
		switch (error instanceof StripeFailure ? error.kind : undefined) {
			case 'unauthorized':
				return { stripe: 'invalid_key', clockSkewSeconds: null };
			// It knows us well enough.
			case 'rate_limited':
				return { stripe: 'ok', clockSkewSeconds: null };
			default:
				return { stripe: 'unreachable', clockSkewSeconds: null };
		}
	}
};

const logChange = (logger: Logger, before: StripeState | null, now: StripeState): void => {
	if (now.stripe !== before?.stripe) {
		const { stripe } = now;
		const level = { ok: 'info', unreachable: 'warn', invalid_key: 'error' } as const;
		const message = {
			ok: 'Stripe answers',
			unreachable: 'Stripe does not answer',
			invalid_key: 'Stripe refuses the key: nobody can pay',
		};
		logger[level[stripe]]({ stripe }, message[stripe]);
	}
	const clock = clockState(now.clockSkewSeconds);
	if (['ahead', 'behind'].includes(clock) && clock !== clockState(before?.clockSkewSeconds ?? null)) {
		logger.error(
			{ clock, clockSkewSeconds: now.clockSkewSeconds },
			"the clock differs from Stripe's: beyond 300 seconds its deliveries are refused",
		);
	}
};

export const createStripeProbe = (stripe: StripeGateway, clock: Clock, logger: Logger): StripeProbe => {
	let state: StripeState | null = null;
	let answeredAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<StripeState> | undefined;
	const last = (): StripeState => state ?? { stripe: 'unreachable', clockSkewSeconds: null };

	const askNow = async (): Promise<StripeState> => {
		const now = await ask(stripe, clock);
		logChange(logger, state, now);
		state = now;
		answeredAt = clock.now().getTime();
		asking = undefined;
		return now;
	};

	return {
		last,
		fresh: () => {
			const kept = KEPT_MILLISECONDS[last().stripe];
			if (asking === undefined && clock.now().getTime() - answeredAt < kept) {
				return Promise.resolve(last());
			}
			asking ??= askNow();
			return asking;
		},
	};
};
