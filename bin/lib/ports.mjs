import { connect, createServer } from 'node:net';

/**
 * @param {number} port
 * @returns {Promise<boolean>} nobody listens there on 127.0.0.1
 */
export function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/**
 * @param {number} first
 * @param {ReadonlySet<number>} [taken] promised to somebody else already
 * @returns {Promise<number>} `first`, or the next free one above it
 */
export async function nextFreePort(first, taken = new Set()) {
	for (let port = first; port < first + 500; port++) {
		if (!taken.has(port) && (await isFree(port))) return port;
	}
	throw new Error(`No port is free between ${first} and ${first + 499}.`);
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} somebody accepts connections there on 127.0.0.1
 */
export function accepts(port) {
	return new Promise((resolve) => {
		const socket = connect({ port, host: '127.0.0.1' });
		/** @param {boolean} answer */
		const end = (answer) => {
			socket.destroy();
			resolve(answer);
		};
		socket.once('connect', () => end(true));
		socket.once('error', () => end(false));
		socket.setTimeout(1000, () => end(false));
	});
}
