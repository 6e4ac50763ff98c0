import type { ReadinessResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { schemaState } from '../../db/migrate';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';
import { within } from './within';

export interface ReadinessService {
	/** Checks database, schema and Stripe at once, in less than two seconds whatever they do. Never raises. */
	check(): Promise<ReadinessResponse>;
}

/** Probes come every few seconds; Stripe is not asked each time. A mended key is to be seen soon. */
const KEPT_MILLISECONDS = { ok: 60_000, unreachable: 5_000, invalid_key: 5_000 };

type Checks = ReadinessResponse['checks'];

const unreachable = { database: 'unreachable', schema: 'unknown' } as const;

const databaseChecks = async (db: Connection): Promise<Pick<Checks, 'database' | 'schema'>> => {
	try {
		return { database: 'ok', schema: await schemaState(db) };
	} catch {
		return unreachable;
	}
};

const stripeCheck = async (stripe: StripeGateway): Promise<Checks['stripe']> => {
	try {
		await stripe.ping();
		return 'ok';
	} catch (error) {
		switch (error instanceof StripeFailure ? error.kind : undefined) {
			case 'unauthorized':
				return 'invalid_key';
			// It knows us well enough.
			case 'rate_limited':
				return 'ok';
			default:
				return 'unreachable';
		}
	}
};

/** Asks Stripe at most once at a time, and keeps the answer for a while. */
const createStripeProbe = (stripe: StripeGateway, clock: Clock): (() => Promise<Checks['stripe']>) => {
	let state: Checks['stripe'] = 'unreachable';
	let answeredAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<Checks['stripe']> | undefined;

	const ask = async (): Promise<Checks['stripe']> => {
		state = await stripeCheck(stripe);
		answeredAt = clock.now().getTime();
		asking = undefined;
		return state;
	};

	return () => {
		if (asking === undefined && clock.now().getTime() - answeredAt < KEPT_MILLISECONDS[state]) {
			return Promise.resolve(state);
		}
		asking ??= ask();
		return within(asking, () => state);
	};
};

export const createReadinessService = (options: {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	version: string;
}): ReadinessService => {
	const { db, stripe, clock, version } = options;
	const probeStripe = createStripeProbe(stripe, clock);

	return {
		async check() {
			const [tables, stripeResult] = await Promise.all([
				within(databaseChecks(db), () => unreachable),
				probeStripe(),
			]);
			const checks = { ...tables, stripe: stripeResult };
			// A newer schema serves older sidecars: changes expand before they contract.
			const ready =
				checks.database === 'ok' && ['ok', 'ahead'].includes(checks.schema) && checks.stripe === 'ok';
			return {
				status: ready ? 'ready' : 'not_ready',
				version,
				time: clock.now().toISOString(),
				checks,
				mode: stripe.livemode ? 'live' : 'test',
			};
		},
	};
};
