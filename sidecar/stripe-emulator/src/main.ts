import { pino } from 'pino';
import { startEmulator } from './compose';
import { ConfigError, readConfig, type Config } from './config';

/** sysexits.h EX_CONFIG: starting again will not help. */
const EXIT_CONFIG = 78;

function configOrExit(): Config {
	try {
		return readConfig(process.env);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		process.stderr.write(`The local Stripe cannot start:\n${error.message}\n`);
		process.exit(EXIT_CONFIG);
	}
}

const config = configOrExit();
const log = pino({ name: 'local-stripe', level: config.logLevel });
const emulator = await startEmulator(config, log).catch((error: unknown) => {
	log.fatal({ err: error }, 'the local Stripe cannot start');
	process.exit(1);
});
log.info({ url: emulator.url }, 'local Stripe ready');

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.on(signal, () => {
		if (stopping) return;
		stopping = true;
		void emulator.stop().then(() => process.exit(0));
	});
}
