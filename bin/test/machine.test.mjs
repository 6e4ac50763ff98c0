import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sameVersions } from '../lib/build.mjs';
import { withSecrets } from '../lib/docker.mjs';
import { withLock } from '../lib/lock.mjs';
import { accepts, isFree, nextFreePort } from '../lib/ports.mjs';
import { mirrors, sources } from '../lib/wordpress-debian.mjs';
import { fetchWordpress, wordpressSource } from '../lib/wordpress-files.mjs';
import { stripeOf } from '../lib/stripe.mjs';
import { socketPath } from '../lib/mariadb.mjs';
import { temporaryDirectory } from './temporary-directory.mjs';

describe('Ports', () => {
	it('that somebody listens on are passed over', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		assert.equal(await isFree(address.port), false);
		assert.equal(await accepts(address.port), true);
		assert.notEqual(await nextFreePort(address.port), address.port);
		server.close();
	});

	it('that are promised to another part are passed over', async () => {
		const first = await nextFreePort(42_000);
		assert.ok((await nextFreePort(first, new Set([first]))) > first);
	});
});

describe('The npm packages', () => {
	const lock = {
		'': { version: '0.1.0' },
		sidecar: { version: '0.1.0' },
		'node_modules/@cohort-enrollment/sidecar': { link: true },
		'node_modules/knex': { version: '3.3.0' },
		'node_modules/fsevents': { version: '2.3.3', optional: true },
	};

	it('are current when each has the version of the lock, and only another system’s are missing', () => {
		assert.equal(sameVersions(lock, { 'node_modules/knex': { version: '3.3.0' } }), true);
	});

	it('are not when one has another version or is missing', () => {
		assert.equal(sameVersions(lock, { 'node_modules/knex': { version: '3.2.0' } }), false);
		assert.equal(sameVersions(lock, {}), false);
	});
});

describe('The Debian mirror', () => {
	it('is read from both formats of package sources', () => {
		const fields = 'Types: deb\n# comment\nURIs: http://mirror.example/debian\nSuites: bookworm\n';
		const lines =
			'# deb http://old.example/debian x main\ndeb [signed-by=/k.gpg] http://mirror.example/debian bookworm main\n';
		assert.deepEqual(mirrors(fields, true), ['http://mirror.example/debian']);
		assert.deepEqual(mirrors(lines, false), ['http://mirror.example/debian']);
	});

	it('gives a stable suite with its security updates, and sid, which has none, alone', () => {
		const uris = ['http://mirror.example/debian-security', 'http://mirror.example/debian'];
		assert.deepEqual(sources(uris, 'trixie'), [
			'deb http://mirror.example/debian trixie main',
			'deb http://mirror.example/debian-security trixie-security main',
		]);
		assert.deepEqual(sources(uris, 'sid'), ['deb http://mirror.example/debian sid main']);
		assert.deepEqual(sources(['http://other.example/ubuntu'], 'sid'), []);
	});
});

describe('The WordPress of a stack', () => {
	const folder = (/** @type {string} */ version) => {
		const path = temporaryDirectory('cohort-enrollment-wordpress');
		mkdirSync(join(path, 'wp-includes'));
		writeFileSync(join(path, 'wp-load.php'), '<?php\n');
		writeFileSync(join(path, 'wp-includes', 'version.php'), `<?php\n$wp_version = '${version}';\n`);
		return path;
	};

	it('is the one in the folder that was named, left as it is', async () => {
		const tree = folder('6.8.3');
		assert.deepEqual(await fetchWordpress('log', tree), { tree, version: '6.8.3' });
	});

	it('is refused when it is too old, or not there', async () => {
		await assert.rejects(fetchWordpress('log', folder('6.5.9')), /6\.5\.9 is too old/);
		const empty = temporaryDirectory('cohort-enrollment-wordpress');
		await assert.rejects(fetchWordpress('log', empty), { message: `There is no WordPress in ${empty}.` });
	});

	it('is kept apart for each suite of Debian', () => {
		const trees = [undefined, 'trixie', 'forky'].map((from) => wordpressSource(from).tree);
		assert.equal(new Set(trees).size, 3);
	});

	it('is not what is neither a folder nor a suite', () => {
		assert.throws(() => wordpressSource('6.8'), /neither a folder nor a suite/);
	});
});

describe('Keys of Stripe itself', () => {
	it('are used when they are test keys', () => {
		const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1, whsec_2' };
		assert.deepEqual(stripeOf(keys), {
			kind: 'stripe',
			secretKey: 'sk_test_1',
			webhookSecrets: ['whsec_1', 'whsec_2'],
		});
	});

	it('are refused when they could move real money, or one of the two is missing', () => {
		assert.throws(
			() => stripeOf({ STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }),
			/test key/,
		);
		assert.throws(() => stripeOf({ STRIPE_WEBHOOK_SECRET: 'whsec_1' }), /test key/);
		assert.throws(() => stripeOf({ STRIPE_SECRET_KEY: 'sk_test_1' }), /WEBHOOK_SECRET/);
	});

	it('are not needed', () => assert.equal(stripeOf({}), undefined));

	it('are those of the local Stripe when the containers were started with it', () => {
		const keys = { STRIPE_SECRET_KEY: 'sk_test_local', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
		assert.equal(stripeOf({ ...keys, COMPOSE_PROFILES: 'local-stripe' }), undefined);
	});
});

describe('The secrets of the containers', () => {
	const random = (/** @type {number} */ bytes) => 'x'.repeat(bytes);

	it('leave a missing webhook secret of a real Stripe to its owner', () => {
		const text = withSecrets('STRIPE_SECRET_KEY=sk_test_mine\nSTRIPE_WEBHOOK_SECRET=\n', random);
		assert.match(text, /^STRIPE_WEBHOOK_SECRET=$/m);
		assert.doesNotMatch(text, /local-stripe/);
	});

	it('are filled in where they are empty, and the local Stripe is the usual one', () => {
		const text = withSecrets('# a comment\nDATABASE_PASSWORD=\nDEMO_PASSWORD=\nSITE_PORT=8080\n', random);
		assert.match(
			text,
			/^# a comment\nDATABASE_PASSWORD=x{24}\nDEMO_PASSWORD=river-xxxx\nSITE_PORT=8080\n/,
		);
		assert.match(text, /^DATABASE_ROOT_PASSWORD=x{24}$/m);
		assert.match(text, /^COMPOSE_PROFILES=local-stripe$/m);
		assert.match(text, /^STRIPE_WEBHOOK_SECRET=whsec_x{24}$/m);
	});

	it('leave everything that is there, and somebody’s own Stripe', () => {
		const own = 'STRIPE_SECRET_KEY=sk_test_1\nSTRIPE_WEBHOOK_SECRET=whsec_1\nDATABASE_PASSWORD=mine\n';
		const text = withSecrets(own, random);
		assert.ok(text.startsWith(own));
		assert.doesNotMatch(text, /COMPOSE_PROFILES/);
		assert.equal(
			withSecrets(text, () => 'other'),
			text,
		);
	});
});

describe('The lock of a stack', () => {
	it('keeps a second command out, and is gone afterwards', async () => {
		const directory = temporaryDirectory('lock');
		await withLock(directory, async () => {
			await assert.rejects(
				withLock(directory, async () => {}),
				/Another command/,
			);
		});
		assert.deepEqual(readdirSync(directory), []);
	});

	it('is taken over from a command that was killed', async () => {
		const directory = temporaryDirectory('lock');
		writeFileSync(join(directory, 'lock'), '{"pid":1,"startTime":"0","boot":"another"}');
		assert.equal(await withLock(directory, async () => 'done'), 'done');
	});
});

describe('The path of a socket', () => {
	it('leads elsewhere when the folder is too deep for one', () => {
		assert.equal(socketPath('/srv/run', 'php-fpm'), '/srv/run/php-fpm.sock');
		assert.ok(socketPath(`/srv/${'deep/'.repeat(30)}`, 'php-fpm').length < 100);
	});
});
