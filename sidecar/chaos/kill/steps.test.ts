import { createSteps } from './steps';

test('a sidecar is killed at the wanted step, once, and idle steps do not count', () => {
	let kills = 0;
	const steps = createSteps(() => (kills += 1));
	steps.learnIdle('poll');
	steps.arm({ step: 2, when: 'after' });
	expect(['one', 'poll', 'two'].map((name) => steps.next(name))).toEqual(['pass', 'pass', 'kill after']);
	expect(steps.hasKilled).toBe(false);
	steps.kill();
	expect(['three', 'two'].map((name) => steps.next(name))).toEqual(['pass', 'pass']);
	expect(steps.taken).toEqual(['one', 'two']);
	expect([kills, steps.hasKilled]).toEqual([1, true]);
});

test('nothing is counted before it is armed and after it is disarmed', () => {
	const steps = createSteps(() => undefined);
	steps.next('before');
	steps.arm(null);
	steps.next('meanwhile');
	steps.disarm();
	steps.next('after');
	expect(steps.taken).toEqual(['meanwhile']);
});
