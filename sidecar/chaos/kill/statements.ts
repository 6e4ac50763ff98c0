/** https://mariadb.com/kb/en/0-packet/: three bytes of length, one of sequence, then the payload. */
const HEADER_BYTES = 4;
/** https://mariadb.com/kb/en/2-text-protocol/ and /3-binary-protocol-prepared-statements/ */
const QUERY = 0x03;
const EXECUTE = 0x17;
const NAMES = new Map([
	[QUERY, 'query'],
	[0x16, 'prepare'],
	[EXECUTE, 'execute'],
]);

/** A statement without its values, so that the same one is recognized with others. */
export const shapeOf = (sql: string): string =>
	sql
		.replace(/'(?:[^'\\]|\\.|'')*'/g, '?')
		.replace(/\b\d+(\.\d+)?\b/g, '?')
		.replace(/\?(?:\s*,\s*\?)+/g, '?')
		.replace(/(\(\?\))(?:\s*,\s*\(\?\))+/g, '$1')
		.replace(/\s+/g, ' ')
		.slice(0, 300);

export interface Packet {
	bytes: Buffer;
	/** The statement's shape; null for what is none, such as a part of the handshake. */
	statement: string | null;
}

const statementOf = (packet: Buffer): string | null => {
	const sequence = packet[3];
	const command = packet[HEADER_BYTES] ?? -1;
	const name = NAMES.get(command);
	if (sequence !== 0 || name === undefined) {
		return null;
	}
	return command === EXECUTE ? name : shapeOf(packet.subarray(HEADER_BYTES + 1).toString('utf8'));
};

/** Cuts what a client sends to MariaDB into packets, and finds the statements. Feed it chunk by chunk. */
export const createPacketReader = (): ((chunk: Buffer) => Packet[]) => {
	let rest: Buffer = Buffer.alloc(0);
	return (chunk) => {
		rest = Buffer.concat([rest, chunk]);
		const packets: Packet[] = [];
		while (rest.length >= HEADER_BYTES && rest.length >= HEADER_BYTES + rest.readUIntLE(0, 3)) {
			const bytes = rest.subarray(0, HEADER_BYTES + rest.readUIntLE(0, 3));
			rest = rest.subarray(bytes.length);
			packets.push({ bytes, statement: statementOf(bytes) });
		}
		return packets;
	};
};
