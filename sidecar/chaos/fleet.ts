import { freePort } from './free-port';
import { join } from 'node:path';
import type { Connection } from '../src/db/database';
import { createTestDatabase } from '../test/database';
import { createWordPressTables } from '../test/wordpress';
import { openBalancer } from './balancer';
import { findContradictions } from './books';
import { findUnsettled, readOurBooks } from './our-books';
import { startWordPress, type WordPress } from './wordpress';
import { startStripeProcess, type LocalStripe } from './local-stripe';
import { runCommand, startSidecar, type SidecarProcess, type SidecarSettings } from './sidecar-process';
import { asStudent, type Call } from './call';
import { until } from './until';

/** Longer than any worker's claim. */
const CLAIM_SECONDS = 180;
/** Looking takes time from those who work. */
const LOOK_MILLISECONDS = 150;
const LOOKS_PER_CLAIM = 30;

/** Three sidecars as three processes behind one address, one database, and a Stripe in a process of its own. */
export interface Fleet {
	db: Connection;
	stripe: LocalStripe;
	wordpress: WordPress;
	as(student: number): Call;
	/** Waits until nothing is left to do; time passes meanwhile. */
	settle(): Promise<void>;
	/** What contradicts the invariant, over everything; and an end of a sidecar that nobody asked for. */
	judge(): Promise<string[]>;
	close(): Promise<void>;
}

interface Places {
	bundle: string;
	/** `emulator.mjs`. */
	emulator: string;
	logs: string;
}

export const openFleet = async (name: string, { bundle, emulator, logs }: Places): Promise<Fleet> => {
	const database = await createTestDatabase();
	const { db } = database;
	await createWordPressTables(db);
	const ports: [number, ...number[]] = [await freePort(), await freePort(), await freePort()];
	const balancer = await openBalancer(ports);
	const log = join(logs, `${name}.log`);
	const stripe = await startStripeProcess({ bundle: emulator, log }, `${balancer.url}/webhooks/stripe`);
	const wordpress = await startWordPress();
	let ahead = 0;
	const settingsOf = (port: number): SidecarSettings => ({
		bundle,
		log,
		port,
		database: database.settings,
		stripeUrl: stripe.url,
		webhookSecret: stripe.webhookSecret,
		wordpressUrl: wordpress.url,
	});
	const sidecars: SidecarProcess[] = [];
	for (const port of ports) {
		sidecars.push(await startSidecar(settingsOf(port)));
	}
	const passTime = async (): Promise<void> => {
		ahead += CLAIM_SECONDS * 1000;
		for (const sidecar of sidecars) {
			sidecar.setClock(ahead);
		}
		await stripe.control('clock', { advanceSeconds: CLAIM_SECONDS });
	};
	const settle = async (): Promise<void> => {
		let looks = 0;
		await until(
			'everything has settled',
			async () => {
				looks += 1;
				if (looks % LOOKS_PER_CLAIM === 0) {
					await passTime();
				}
				return (await stripe.deliveries()).pending === 0 && (await findUnsettled(db)).length === 0;
			},
			LOOK_MILLISECONDS,
		);
	};
	return {
		db,
		stripe,
		wordpress,
		as: (student) => asStudent({ url: balancer.url, now: () => new Date(Date.now() + ahead) }, student),
		settle,
		judge: async () => {
			await settle();
			await runCommand(settingsOf(ports[0]), ['reconcile', '--apply'], ahead);
			await settle();
			return [
				...sidecars.filter((one) => !one.isRunning()).map(({ pid }) => `sidecar ${pid} has ended`),
				...findContradictions(await readOurBooks(db), await stripe.books()),
				...(await findUnsettled(db)),
			];
		},
		close: async () => {
			await Promise.all(sidecars.map((sidecar) => sidecar.stop()));
			await balancer.close();
			await stripe.stop();
			await wordpress.close();
			await database.drop();
		},
	};
};
