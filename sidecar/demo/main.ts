import { systemClock } from '../src/clock';
import { readConfig } from '../src/config';
import { createDatabase } from '../src/db/database';
import { migrate } from '../src/db/migrate';
import { createStripeGateway } from '../src/stripe/gateway';
import { readDemoEnvironment } from './environment';
import { seed } from './seed';

/** Prints one line of JSON: `{ "courses": [{ "code", "title" }] }`. Takes the sidecar's environment and DEMO_…. */
const main = async (): Promise<void> => {
	const config = readConfig(process.env);
	const environment = readDemoEnvironment(process.env);
	const stripe = createStripeGateway(config.stripe, config.version, systemClock);
	if (stripe.livemode) {
		throw new Error('The demo is only made with a test key of Stripe (sk_test_…).');
	}
	const db = createDatabase(config.database);
	try {
		await migrate(db);
		const warn = (sentence: string): void => {
			process.stderr.write(`${sentence}\n`);
		};
		const made = await seed({ db, stripe, now: systemClock.now(), warn, ...environment });
		process.stdout.write(`${JSON.stringify(made)}\n`);
	} finally {
		await db.destroy();
	}
};

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
