import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { archive } from '../lib/plugin-zip/archive.mjs';
import { PROJECT, readJson } from '../lib/project.mjs';

const FILES = new Map([
	['readme.txt', Buffer.from('=== Piano ===\n'.repeat(400))],
	['src/Piano.php', Buffer.from('<?php\n')],
]);

describe('The zip', () => {
	it('holds the files in a folder, byte for byte', () => {
		const entries = unzipSync(archive('piano', FILES));
		assert.deepEqual(
			Object.entries(entries).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
			[...FILES].map(([path, bytes]) => [`piano/${path}`, bytes.toString()]),
		);
	});

	it('is the same for everybody who packs the same, in every time zone', () => {
		const program = `
			import { archive } from ${JSON.stringify(join(PROJECT, 'bin', 'lib', 'plugin-zip', 'archive.mjs'))};
			const files = new Map(${JSON.stringify([...FILES].map(([path, bytes]) => [path, bytes.toString()]))}
				.map(([path, text]) => [path, Buffer.from(text)]));
			process.stdout.write(archive('piano', files));`;
		/** @param {string} zone */
		const packedIn = (zone) => {
			const result = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
				env: { ...process.env, TZ: zone },
			});
			assert.equal(result.status, 0, result.stderr.toString());
			return result.stdout;
		};
		const here = Buffer.from(archive('piano', FILES));
		for (const zone of ['Pacific/Kiritimati', 'America/Adak', 'Asia/Kathmandu'])
			assert.ok(packedIn(zone).equals(here), zone);
	});
});

describe('The version', () => {
	it('is the same in every package of the project', () => {
		const { version, workspaces } = readJson(join(PROJECT, 'package.json'));
		const lock = readJson(join(PROJECT, 'package-lock.json'));
		assert.equal(lock.version, version);
		for (const workspace of workspaces)
			assert.equal(readJson(join(PROJECT, workspace, 'package.json')).version, version, workspace);
	});
});
