import type { Logger } from 'pino';
import type { ReadinessResponse } from '../../../contract';
import type { Clock } from '../../clock';
import type { Connection } from '../../db/database';
import { schemaState, schemaVersion } from '../../db/migrate';
import type { StripeGateway } from '../../stripe/gateway';
import { clockState, createStripeProbe } from './stripe-probe';
import { within } from './within';
import { readWork, type WorkHealth } from './work-signals';

export interface ReadinessService {
	/** Checks database, schema and Stripe at once, in less than two seconds whatever they do. Never raises. */
	check(): Promise<ReadinessResponse>;
	/** Asks Stripe unless it was asked lately, so that a revoked key is noticed without a probe. Returns 0. */
	probe(): Promise<number>;
	/** False when Stripe, last asked, refused the key. Asks nobody. */
	isSelling(): boolean;
}

type Checks = ReadinessResponse['checks'];
type Webhooks = ReadinessResponse['webhooks'];

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	/** When Stripe last got through, and when not. */
	deliveries: { read(): Promise<Webhooks> };
	clock: Clock;
	version: string;
	logger: Logger;
}

interface Tables {
	checks: Pick<Checks, 'database' | 'schema'>;
	schemaVersion: string | null;
}

const unreachable: Tables = {
	checks: { database: 'unreachable', schema: 'unknown' },
	schemaVersion: null,
};
const unknownWork: { [Part in keyof WorkHealth]: null } = { mails: null, reconciler: null };
const unknown: Webhooks = {
	lastSuccessAt: null,
	secret: null,
	lastFailureAt: null,
	lastFailureReason: null,
};

const databaseChecks = async (db: Connection): Promise<Tables> => {
	try {
		const schema = await schemaState(db);
		return {
			checks: { database: 'ok', schema },
			schemaVersion: await schemaVersion(db).catch(() => null),
		};
	} catch {
		return unreachable;
	}
};

export const createReadinessService = (dependencies: Dependencies): ReadinessService => {
	const { db, stripe, deliveries, clock, version, logger } = dependencies;
	const probe = createStripeProbe(stripe, clock, logger);

	return {
		async check() {
			const [tables, { stripe: stripeCheck, clockSkewSeconds }, webhooks, work] = await Promise.all([
				within(databaseChecks(db), () => unreachable),
				within(probe.fresh(), probe.last),
				within(
					deliveries.read().catch(() => unknown),
					() => unknown,
				),
				within(
					readWork(db).catch(() => unknownWork),
					() => unknownWork,
				),
			]);
			const checks = { ...tables.checks, stripe: stripeCheck };
			// A newer schema serves older sidecars: changes expand before they contract.
			const ready =
				checks.database === 'ok' && ['ok', 'ahead'].includes(checks.schema) && checks.stripe === 'ok';
			return {
				status: ready ? 'ready' : 'not_ready',
				version,
				time: clock.now().toISOString(),
				checks,
				mode: stripe.livemode ? 'live' : 'test',
				schemaVersion: tables.schemaVersion,
				clock: clockState(clockSkewSeconds),
				clockSkewSeconds,
				webhooks,
				...work,
			};
		},
		async probe() {
			await probe.fresh();
			return 0;
		},
		isSelling: () => probe.last().stripe !== 'invalid_key',
	};
};
