import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { build } from 'esbuild';
import { PROJECT, source } from './compose-file';
import { isIgnored, stageOf, stages } from './dockerfile';

const WORK = '/project';
const copies = stages().flatMap((stage, index) => stage.copies.map((copy) => ({ stage, index, ...copy })));
const ofRepository = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);

/** What the workspaces' builds write, as their build scripts say. */
const outputs = [
	...['sidecar', 'sidecar/stripe-emulator'].flatMap((folder) =>
		[...source(`${folder}/build.mjs`).matchAll(/\boutfile\b(?! *\)|,)[^'\n]*'([^']+)'/g)].map(
			([, path]) => posix.join(folder, path ?? ''),
		),
	),
	posix.join(
		'blocks',
		/--output-path=(\S+)/.exec(source('blocks/package.json'))?.[1]?.replace(/"?,?$/, '') ?? '',
	),
];

test('copies only what is in the repository and reaches the builder', () => {
	expect(ofRepository.length).toBeGreaterThan(8);
	for (const path of ofRepository.map((from) => from.replace(/\/$/, ''))) {
		expect([path, existsSync(join(PROJECT, path)), isIgnored(path)]).toEqual([path, true, false]);
	}
});

test('copies from an earlier stage only what that stage has built', () => {
	const fromStages = copies.filter(({ from }) => from !== null);
	expect(outputs).toHaveLength(4);
	expect(fromStages.length).toBeGreaterThan(4);
	for (const { from, sources, index } of fromStages) {
		const earlier = stages().slice(0, index);
		expect(earlier.map(({ name }) => name)).toContain(from);
		for (const path of sources.filter((each) => each.startsWith(WORK))) {
			const relative = posix.relative(WORK, path);
			expect([path, outputs.some((output) => `${output}/`.startsWith(`${relative}/`))]).toEqual([
				path,
				true,
			]);
		}
	}
	expect(stageOf('build').workingDirectory).toBe(WORK);
});

test.each([
	['sidecar', 'plugin/build/sidecar/server.mjs'],
	['local-stripe', 'sidecar/stripe-emulator/build/emulator.mjs'],
])('%s starts the file that the build writes', (name, output) => {
	const stage = stageOf(name);
	expect(outputs).toContain(output);
	expect(stage.copies).toContainEqual({
		from: 'build',
		sources: [`${WORK}/${posix.dirname(output)}/`],
		target: './',
	});
	expect(stage.command).toContain(`"${posix.basename(output)}"`);
});

test('gives npm the package.json of every workspace before it installs', () => {
	const { workspaces } = JSON.parse(source('package.json')) as { workspaces: string[] };
	expect(ofRepository).toEqual(
		expect.arrayContaining([
			'package-lock.json',
			...workspaces.map((folder) => `${folder}/package.json`),
		]),
	);
});

test.each([
	['sidecar/src/main.ts'],
	['sidecar/demo/main.ts'],
	['sidecar/stripe-emulator/src/main.ts'],
	['bin/container/install.mjs'],
])('gets every file that %s is made from', async (entry) => {
	const { metafile } = await build({
		absWorkingDir: PROJECT,
		entryPoints: [entry],
		bundle: true,
		write: false,
		outdir: 'nowhere',
		metafile: true,
		platform: 'node',
		format: 'esm',
		packages: 'external',
		loader: { '.css': 'text' },
		logLevel: 'silent',
	});
	const inputs = Object.keys(metafile.inputs);
	expect(inputs.length).toBeGreaterThan(5);
	expect(inputs.filter(isIgnored)).toEqual([]);
	expect(inputs.filter((path) => !ofRepository.some((copied) => path.startsWith(copied)))).toEqual([]);
});

test('gets nothing that is private or made on this machine', () => {
	const unwanted = ['.env', '.git/config', '.local/demo.json', 'node_modules/zod/index.js', 'README.md'];
	const made = ['plugin/build/sidecar/server.mjs', 'sidecar/build/demo.mjs', 'plugin/tests/unit/a.php'];
	for (const path of [
		...unwanted,
		...made,
		'blocks/node_modules/a.js',
		'blocks/.env',
		'sidecar/test/shop.ts',
	]) {
		expect([path, isIgnored(path)]).toEqual([path, true]);
	}
});

test('gets the PHP scripts and the plugin', () => {
	for (const path of [
		'bin/wordpress/set-up.php',
		'bin/lib/build.mjs',
		'plugin/src/Plugin.php',
		'plugin/uninstall.php',
	]) {
		expect([path, existsSync(join(PROJECT, path)), isIgnored(path)]).toEqual([path, true, false]);
	}
});
