import { typicalList } from './statement-log';

test('what a timer adds in between does not count', () => {
	const plain = ['BEGIN', 'COMMIT'];
	expect(typicalList([plain, ['SELECT due', ...plain], plain, plain])).toEqual(plain);
});

test('among equally frequent lengths the shortest counts', () => {
	expect(
		typicalList([
			['a', 'b', 'c'],
			['a', 'b'],
		]),
	).toEqual(['a', 'b']);
});

test('without any list there is nothing to say', () => {
	expect(() => typicalList([])).toThrow('Nothing was logged');
});
