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
import { join } from 'node:path';
import { run } from './commands.mjs';
import { debianMirror, wordpressFromDebian } from './wordpress-debian.mjs';
import { Failure } from './failure.mjs';
import { CACHE, ensureDirectory } from './project.mjs';

const OFFICIAL = 'https://wordpress.org/latest.tar.gz';

/** The oldest WordPress whose React the blocks' scripts can use. */
const OLDEST = { major: 6, minor: 6 };

/** Kept between resets, so that WordPress is fetched once. */
const TREE = join(CACHE, 'wordpress');

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
 * Fetches WordPress unless it is there: the official release, or the one that Debian packages.
 *
 * @param {string} log
 * @returns {Promise<{ tree: string, version: string }>}
 */
export async function fetchWordpress(log) {
	if (!existsSync(join(TREE, 'wp-load.php'))) await fetchInto(TREE, log);
	const version = wordpressVersion(TREE);
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor))
		return { tree: TREE, version };
	throw new Failure(
		`WordPress ${version} is too old: ${OLDEST.major}.${OLDEST.minor} is the first that can run the blocks.`,
		{
			next: `put a newer release at ${OWN_ARCHIVE}, delete ${TREE} and start again`,
		},
	);
}

/**
 * @param {string} tree
 * @param {string} log
 */
async function fetchInto(tree, log) {
	const work = join(CACHE, `wordpress.${process.pid}`);
	rmSync(work, { recursive: true, force: true });
	ensureDirectory(work);
	try {
		await official(work, log).catch((/** @type {Error} */ reason) => fromDebian(work, log, reason));
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
 * @param {string} work
 * @param {string} log
 * @param {Error} reason why the official release could not be had
 */
async function fromDebian(work, log, reason) {
	const mirror = debianMirror();
	const cause = reason.cause instanceof Error ? reason.cause.message : reason.message;
	appendFileSync(log, `${OFFICIAL}: ${cause}\n`);
	const next = `download ${OFFICIAL} on another machine, put it at ${OWN_ARCHIVE} and start again`;
	if (!mirror) throw new Failure(`WordPress could not be downloaded: ${cause}.`, { next });
	await wordpressFromDebian({ mirror, work, log, target: join(work, 'wordpress') }).catch((error) => {
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
