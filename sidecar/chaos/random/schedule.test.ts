import { drawSchedule } from './schedule';

test('the same seed gives the same schedule, another one another', () => {
	expect(drawSchedule('7')).toEqual(drawSchedule('7'));
	expect(drawSchedule('7')).not.toEqual(drawSchedule('8'));
});

test('every kind of action comes in some schedule', () => {
	const kinds = new Set<string>();
	for (let seed = 0; seed < 40; seed += 1) {
		for (const action of drawSchedule(String(seed)).bursts.flat()) {
			kinds.add(action.do);
		}
	}
	expect([...kinds].sort()).toEqual([
		'archive price',
		'book',
		'debit',
		'delete student',
		'dispute',
		'dispute outcome',
		'disturb',
		'edit',
		'enroll',
		'faults',
		'hold',
		'mail fails',
		'next refund',
		'pay',
		'reconcile',
		'refund',
		'refund outcome',
		'release',
		'repeat event',
		'return',
		'slow answers',
		'staff books',
		'staff cancels',
		'staff enrolls',
		'staff gives back',
		'staff moves',
		'staff replays',
		'time passes',
		'work',
	]);
});
