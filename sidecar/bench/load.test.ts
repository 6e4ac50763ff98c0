import { setImmediate as turn } from 'node:timers/promises';
import { measure } from './load';

test('every piece is done once, and never more at a time than wanted', async () => {
	const done: number[] = [];
	let busy = 0;
	let mostBusy = 0;
	await measure([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
		busy += 1;
		mostBusy = Math.max(mostBusy, busy);
		await turn();
		busy -= 1;
		done.push(item);
	});
	expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(mostBusy).toBe(3);
});

test('a failure ends the measurement: a fast wrong answer is none', async () => {
	const work = (item: number) => (item === 2 ? Promise.reject(new Error('no')) : Promise.resolve());
	await expect(measure([1, 2, 3], 1, work)).rejects.toThrow('no');
});
