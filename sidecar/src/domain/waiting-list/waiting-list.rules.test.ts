import { LARGEST_BATCH, offersToMake } from './waiting-list.rules';

test('as many students are told as there are seats that nobody was told of', () => {
	expect(offersToMake(3, 0)).toBe(3);
	expect(offersToMake(3, 2)).toBe(1);
	expect(offersToMake(3, 3)).toBe(0);
	expect(offersToMake(0, 0)).toBe(0);
});

test('seats that were sold to others since leave no offer to make, and never a negative number', () => {
	expect(offersToMake(1, 4)).toBe(0);
});

test('many seats, or no limit, are told of in batches', () => {
	expect(offersToMake(LARGEST_BATCH + 7, 0)).toBe(LARGEST_BATCH);
	expect(offersToMake(null, 500)).toBe(LARGEST_BATCH);
});
