import { figure } from './figures';
import type { Settings } from './settings';
import { createTables, dropTables, sidecarSettings } from './side';
import { startSidecar } from './sidecar-server';
import { median } from './statistics';

const STARTS = 7;

/** How long the sidecar needs from its start until it is ready, with tables that are up to date, and what it takes of memory. */
export const start = async (settings: Settings) => {
	await createTables(settings, 'start');
	const times: number[] = [];
	const memories: number[] = [];
	for (let time = 0; time < STARTS; time += 1) {
		const sidecar = await startSidecar(sidecarSettings({ ...settings, profile: false }, 'start'));
		times.push(sidecar.startedIn);
		memories.push(sidecar.residentMemory() / 2 ** 20);
		await sidecar.stop();
	}
	await dropTables(settings, 'start');
	return {
		rows: [],
		figures: [
			figure('start.ready', 'sidecar: from start to ready', median(times), 'ms', { atMost: 500 }),
			figure('memory.ready', 'sidecar: resident memory when ready', median(memories), 'MB', {
				atMost: 120,
			}),
		],
	};
};
