import { createPacketReader, shapeOf } from './statements';

/** A packet as a client sends it. */
const packet = (command: number, text: string, sequence = 0): Buffer => {
	const payload = Buffer.concat([Buffer.from([command]), Buffer.from(text)]);
	const header = Buffer.alloc(4);
	header.writeUIntLE(payload.length, 0, 3);
	header.writeUInt8(sequence, 3);
	return Buffer.concat([header, payload]);
};

const QUERY = 0x03;
const QUIT = 0x01;

test('a statement is found whole, however it was cut on its way', () => {
	const read = createPacketReader();
	const bytes = Buffer.concat([packet(QUERY, 'BEGIN;'), packet(QUERY, 'SELECT 1')]);
	const found = [...bytes].flatMap((byte) => read(Buffer.from([byte])));
	expect(found.map(({ statement }) => statement)).toEqual(['BEGIN;', 'SELECT ?']);
	expect(Buffer.concat(found.map((one) => one.bytes))).toEqual(bytes);
});

test('a handshake and a farewell are passed on and are no statements', () => {
	const read = createPacketReader();
	const found = read(Buffer.concat([packet(QUERY, 'a login that looks like it', 1), packet(QUIT, '')]));
	expect(found.map(({ statement }) => statement)).toEqual([null, null]);
});

test('the same statement with other values has the same shape', () => {
	const shape = 'update `t` set `a` = ?, `b` = ? where `id` in (?)';
	expect(shapeOf("update `t` set `a` = 'it''s, 1', `b` = 12 where `id` in (1, 2, 3)")).toBe(shape);
	expect(shapeOf("update `t` set `a` = 'b\\'c', `b` = 3.5 where `id` in (4)")).toBe(shape);
});
