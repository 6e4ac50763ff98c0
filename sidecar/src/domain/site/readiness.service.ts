import type { ReadinessResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { schemaState } from '../../db/migrate';
import { StripeFailure } from '../../stripe/failure';
import type { StripeGateway } from '../../stripe/gateway';

export interface ReadinessService {
	/** Checks database, schema and Stripe at once. Never raises. */
	check(): Promise<ReadinessResponse>;
}

/** Probes come every few seconds; Stripe is not asked each time. */
const STRIPE_KEPT_MILLISECONDS = 60_000;

type Checks = ReadinessResponse['checks'];

const databaseChecks = async (db: Connection): Promise<Pick<Checks, 'database' | 'schema'>> => {
	try {
		return { database: 'ok', schema: await schemaState(db) };
	} catch {
		return { database: 'unreachable', schema: 'unknown' };
	}
};

const stripeCheck = async (stripe: StripeGateway): Promise<Checks['stripe']> => {
	try {
		await stripe.ping();
		return 'ok';
	} catch (error) {
		return error instanceof StripeFailure && error.kind === 'unauthorized'
			? 'invalid_key'
			: 'unreachable';
	}
};

export const createReadinessService = (options: {
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	version: string;
}): ReadinessService => {
	const { db, stripe, clock, version } = options;
	let stripeState: Checks['stripe'] = 'unreachable';
	let stripeAskedAt = Number.NEGATIVE_INFINITY;

	const recentStripeCheck = async (): Promise<Checks['stripe']> => {
		const now = clock.now().getTime();
		if (stripeState !== 'ok' || now - stripeAskedAt >= STRIPE_KEPT_MILLISECONDS) {
			stripeState = await stripeCheck(stripe);
			stripeAskedAt = now;
		}
		return stripeState;
	};

	return {
		async check() {
			const [tables, stripeResult] = await Promise.all([databaseChecks(db), recentStripeCheck()]);
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
