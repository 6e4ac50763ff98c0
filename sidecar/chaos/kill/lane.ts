import { freePort } from '../free-port';
import { join } from 'node:path';
import { createTestDatabase } from '../../test/database';
import { createWordPressTables } from '../../test/wordpress';
import type { Connection } from '../../src/db/database';
import { findContradictions } from '../books';
import { findUnsettled, readOurBooks } from '../our-books';
import { startLocalStripe, type LocalStripe } from '../local-stripe';
import { runCommand, startSidecar, type SidecarProcess, type SidecarSettings } from '../sidecar-process';
import { asManager, asStudent, type Call } from '../call';
import { until } from '../until';
import { openDatabaseGate, openHttpGate } from './gates';
import { createSteps, type Steps } from './steps';
import { startWordPress, type WordPress } from '../wordpress';

/** Longer than any worker's claim. */
const CLAIM_SECONDS = 180;
/** So many statements of a sidecar that has nothing to do are all that it makes then. */
const IDLE_STATEMENTS = 120;
/** How often it is looked whether everything has settled, before more time passes. */
const LOOKS_PER_CLAIM = 60;

/** A sidecar that is killed and started again, with everything around it. */
export interface Lane {
	/** Straight to the database, past the gates. */
	db: Connection;
	stripe: LocalStripe;
	wordpress: WordPress;
	steps: Steps;
	as(student: number): Call;
	/** Staff, who may change everything. */
	asManager: Call;
	/** Starts the sidecar again after it was killed, later by as much as a claim lasts. */
	revive(): Promise<void>;
	/** Kills it now. */
	kill(): Promise<void>;
	passTime(): Promise<void>;
	/** Waits until nothing is left to do; time passes meanwhile. */
	settle(): Promise<void>;
	/** `reconcile --apply`, as a person types it. */
	reconcile(): Promise<void>;
	/** What contradicts the invariant, over everything. */
	judge(): Promise<string[]>;
	close(): Promise<void>;
}

/** Steps of jobs that found nothing to do are no fail points of anything. */
const learnIdle = async (steps: Steps): Promise<void> => {
	steps.arm(null);
	await until('the idle sidecar repeats itself', () => steps.taken.length >= IDLE_STATEMENTS);
	steps.disarm();
	for (const name of new Set(steps.taken)) {
		steps.learnIdle(name);
	}
};

export const openLane = async (
	name: string,
	{ bundle, logs }: { bundle: string; logs: string },
): Promise<Lane> => {
	const database = await createTestDatabase();
	const { db } = database;
	await createWordPressTables(db);
	const port = await freePort();
	const stripe = await startLocalStripe(`http://127.0.0.1:${port}/webhooks/stripe`);
	const wordpress = await startWordPress();
	let sidecar: SidecarProcess | undefined;
	let ahead = 0;
	const steps = createSteps(() => void sidecar?.kill());
	const gates = {
		database: await openDatabaseGate(database.settings, steps),
		stripe: await openHttpGate(stripe.url, 'Stripe', steps),
		wordpress: await openHttpGate(wordpress.url, 'WordPress', steps),
	};
	const settings: SidecarSettings = {
		bundle,
		log: join(logs, `kill-${name}.log`),
		port,
		database: { ...database.settings, host: '127.0.0.1', port: gates.database.port },
		stripeUrl: `http://127.0.0.1:${gates.stripe.port}`,
		webhookSecret: stripe.webhookSecret,
		wordpressUrl: `http://127.0.0.1:${gates.wordpress.port}`,
	};
	sidecar = await startSidecar(settings);

	const passTime = async (): Promise<void> => {
		ahead += CLAIM_SECONDS * 1000;
		sidecar?.setClock(ahead);
		await stripe.control('clock', { advanceSeconds: CLAIM_SECONDS });
	};
	const hasSettled = async (): Promise<boolean> => {
		const { pending } = await stripe.deliveries();
		return pending === 0 && (await findUnsettled(db)).length === 0;
	};
	const address = { url: `http://127.0.0.1:${port}`, now: () => new Date(Date.now() + ahead) };
	await learnIdle(steps);
	return {
		db,
		stripe,
		wordpress,
		steps,
		as: (student) => asStudent(address, student),
		asManager: asManager(address),
		revive: async () => {
			await sidecar?.ended;
			await passTime();
			sidecar = await startSidecar(settings, ahead);
		},
		kill: async () => sidecar?.kill(),
		passTime,
		settle: async () => {
			let looks = 0;
			await until('everything has settled', async () => {
				looks += 1;
				if (looks % LOOKS_PER_CLAIM === 0) {
					await passTime();
				}
				return hasSettled();
			});
		},
		reconcile: () => runCommand(settings, ['reconcile', '--apply'], ahead),
		judge: async () => [
			...findContradictions(await readOurBooks(db), await stripe.books()),
			...(await findUnsettled(db)),
		],
		close: async () => {
			await sidecar?.kill();
			await Promise.all([gates.database.close(), gates.stripe.close(), gates.wordpress.close()]);
			await wordpress.close();
			await stripe.stop();
			await database.drop();
		},
	};
};
