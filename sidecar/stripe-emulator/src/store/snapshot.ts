import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { emptyState, type State } from './state';

const MAP = '$map';

const writeMaps = (_key: string, value: unknown): unknown =>
	value instanceof Map ? { [MAP]: [...value.entries()] } : value;

function readMaps(_key: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !(MAP in value)) return value;
	// Somebody's metadata may have this key too, but then its value is a string.
	return Array.isArray(value[MAP]) ? new Map(value[MAP] as [unknown, unknown][]) : value;
}

/**
 * Reads the state that a former run left behind.
 *
 * @returns an empty state when there is no file yet
 * @throws Error when the file is there but is not such a state
 */
export function readSnapshot(file: string): State {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState();
		throw error;
	}
	const saved = JSON.parse(text, readMaps) as { version: number };
	if (saved.version !== 1)
		throw new Error(`${file} was written by another version: remove it to start over`);
	// A file of an earlier release lacks what came later.
	return { ...emptyState(), ...(saved as State) };
}

/** Replaces the file in one step: a crash leaves the old state or the new one, never half of it. */
export function writeSnapshot(file: string, state: State): void {
	mkdirSync(dirname(file), { recursive: true });
	const next = `${file}.${process.pid}.tmp`;
	writeFileSync(next, JSON.stringify(state, writeMaps), { mode: 0o600 });
	renameSync(next, file);
}
