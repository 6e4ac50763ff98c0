import { createHash } from 'node:crypto';
import {
	appendFileSync,
	existsSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './commands.mjs';
import { CURRENT_SUITE, debianSources, wordpressFromDebian } from './wordpress-debian.mjs';
import { Failure } from './failure.mjs';
import { CACHE, ensureDirectory } from './project.mjs';

const OFFICIAL = 'https://wordpress.org/latest.tar.gz';

/** The oldest WordPress whose React the blocks' scripts can use. */
const OLDEST = { major: 6, minor: 6 };

/** A copy that the person put there counts as the download. */
const OWN_ARCHIVE = join(CACHE, 'wordpress.tar.gz');

/**
 * @param {string} tree
 * @returns {string} `7.1.4`
 */
export function wordpressVersion(tree) {
	const text = readFileSync(join(tree, 'wp-includes', 'version.php'), 'utf8');
	return /\$wp_version = '([^']+)'/.exec(text)?.[1] ?? 'unknown';
}

/**
 * The WordPress that a stack is made with; fetched unless it is there.
 *
 * @param {string} log
 * @param {string} [from] as {@link wordpressSource} takes it
 * @returns {Promise<{ tree: string, version: string }>}
 * @throws {Failure}
 */
export async function fetchWordpress(log, from = process.env['WORDPRESS_FROM']) {
	const { tree, fetch, next } = wordpressSource(from);
	if (!existsSync(join(tree, 'wp-load.php'))) {
		if (!fetch) throw new Failure(`There is no WordPress in ${tree}.`, { next });
		await fetchInto(tree, (work) => fetch(work, log));
	}
	const version = wordpressVersion(tree);
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return { tree, version };
	throw new Failure(
		`WordPress ${version} is too old: ${OLDEST.major}.${OLDEST.minor} is the first that can run the blocks.`,
		{ next },
	);
}

/**
 * Where WordPress is had from, and kept between resets, so that it is fetched once.
 *
 * @param {string | undefined} from a folder that holds a WordPress, written with a slash, or the Debian suite whose
 *   package to unpack; else it is the newest release
 * @returns {{ tree: string, fetch?: (work: string, log: string) => Promise<void>, next: string }} `fetch` puts
 *   `wordpress` into the folder `work`; a folder of somebody's own has none
 * @throws {Failure} for what is neither
 */
export function wordpressSource(from) {
	if (!from) {
		const tree = join(CACHE, 'wordpress');
		const next = `put a newer release at ${OWN_ARCHIVE}, delete ${tree} and start again`;
		const fetch = (/** @type {string} */ work, /** @type {string} */ log) =>
			official(work, log).catch((/** @type {Error} */ reason) => instead(work, log, reason));
		return { tree, fetch, next };
	}
	const next =
		'set WORDPRESS_FROM to a folder (./wordpress) or a suite of Debian (trixie) with a newer one';
	if (from.includes('/')) return { tree: resolve(from), next };
	if (!/^[a-z][a-z-]*$/.test(from))
		throw new Failure(`WORDPRESS_FROM is "${from}": neither a folder nor a suite of Debian.`, { next });
	return {
		tree: join(CACHE, `wordpress-${from}`),
		fetch: (work, log) => fromDebian(from, work, log, next),
		next,
	};
}

/**
 * @param {string} tree
 * @param {(work: string) => Promise<void>} fetch
 */
async function fetchInto(tree, fetch) {
	const work = `${tree}.${process.pid}`;
	rmSync(work, { recursive: true, force: true });
	ensureDirectory(work);
	try {
		await fetch(work);
		rmSync(tree, { recursive: true, force: true });
		renameSync(join(work, 'wordpress'), tree);
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

/**
 * @param {string} work
 * @param {string} log
 */
async function official(work, log) {
	const archive = existsSync(OWN_ARCHIVE) ? OWN_ARCHIVE : join(work, 'wordpress.tar.gz');
	if (archive !== OWN_ARCHIVE) await download(archive);
	await run('tar', ['--extract', '--gzip', '--file', archive, '--directory', work, '--no-same-owner'], {
		log,
	});
}

/** @param {string} archive */
async function download(archive) {
	const connection = new AbortController();
	const impatience = setTimeout(() => connection.abort(new Error('no answer within 10 s')), 10_000);
	const [answer, checksum] = await Promise.all([
		fetch(OFFICIAL, { signal: connection.signal }),
		fetch(`${OFFICIAL}.sha1`, { signal: connection.signal }),
	]).finally(() => clearTimeout(impatience));
	if (!answer.ok) throw new Error(`wordpress.org answered ${answer.status}`);
	const limit = setTimeout(() => connection.abort(new Error('not complete after 3 minutes')), 180_000);
	try {
		const bytes = Buffer.from(await answer.arrayBuffer());
		const expected = (await checksum.text()).trim();
		if (createHash('sha1').update(bytes).digest('hex') !== expected)
			throw new Error('the download is damaged');
		writeFileSync(archive, bytes);
	} finally {
		clearTimeout(limit);
	}
}

/**
 * The release that Debian packages, where the official one cannot be had.
 *
 * @param {string} work
 * @param {string} log
 * @param {Error} reason
 */
async function instead(work, log, reason) {
	const cause = reason.cause instanceof Error ? reason.cause.message : reason.message;
	appendFileSync(log, `${OFFICIAL}: ${cause}\n`);
	const next = `download ${OFFICIAL} on another machine, put it at ${OWN_ARCHIVE} and start again`;
	if (debianSources(CURRENT_SUITE).length === 0)
		throw new Failure(`WordPress could not be downloaded: ${cause}.`, { next });
	await fromDebian(CURRENT_SUITE, work, log, next);
}

/**
 * @param {string} suite
 * @param {string} work
 * @param {string} log
 * @param {string} next what to do when it fails
 */
async function fromDebian(suite, work, log, next) {
	const sources = debianSources(suite);
	if (sources.length === 0)
		throw new Failure(`This machine has no package sources of Debian to take ${suite} from.`, { next });
	await wordpressFromDebian({ sources, work, log, target: join(work, 'wordpress') }).catch((error) => {
		if (error instanceof Failure) error.next = next;
		throw error;
	});
}

/**
 * Copies the fetched WordPress into a stack, whole or not at all.
 *
 * @param {string} tree
 * @param {string} target
 */
export async function copyWordpress(tree, target) {
	const copy = `${target}.new`;
	for (const old of [copy, target]) rmSync(old, { recursive: true, force: true });
	await run('cp', ['--recursive', '--reflink=auto', tree, copy]);
	const content = join(copy, 'wp-content');
	for (const folder of ['mu-plugins', 'plugins', 'themes', 'uploads'])
		ensureDirectory(join(content, folder));
	for (const unused of readdirSync(join(content, 'plugins'))) {
		if (unused !== 'index.php') rmSync(join(content, 'plugins', unused), { recursive: true });
	}
	renameSync(copy, target);
}
