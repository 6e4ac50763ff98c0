import { once } from 'node:events';
import {
	createServer as createHttpServer,
	request,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createPacketReader } from './statements';
import type { Steps } from './steps';

/** Stands between a sidecar and one of its neighbours. */
export interface Gate {
	port: number;
	close(): Promise<void>;
}

const listen = async (server: Server): Promise<Gate> => {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			for (const socket of sockets) {
				socket.destroy();
			}
			await new Promise((resolve) => server.close(resolve));
		},
	};
};

/** Passes everything on between a client and MariaDB, statement by statement. */
const passOn = (client: Socket, database: Socket, steps: Steps): void => {
	const read = createPacketReader();
	let killsOnAnswer = false;
	let isDead = false;
	const end = (): void => {
		isDead = true;
		client.destroy();
		database.destroy();
	};
	client.on('data', (chunk: Buffer) => {
		for (const { bytes, statement } of read(chunk)) {
			const verdict = statement === null || isDead ? 'pass' : steps.next(statement);
			if (verdict === 'kill before') {
				steps.kill();
				end();
			}
			killsOnAnswer ||= verdict === 'kill after';
			if (!isDead) {
				database.write(bytes);
			}
		}
	});
	database.on('data', (chunk: Buffer) => {
		if (killsOnAnswer && !isDead) {
			steps.kill();
			end();
		}
		if (!isDead) {
			client.write(chunk);
		}
	});
	for (const socket of [client, database]) {
		socket.on('close', end);
		socket.on('error', end);
	}
};

/** A gate to MariaDB. */
export const openDatabaseGate = (target: { host: string; port: number }, steps: Steps): Promise<Gate> =>
	listen(
		createServer((client) => {
			client.setNoDelay(true);
			passOn(client, connect({ ...target, noDelay: true }), steps);
		}),
	);

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	for await (const chunk of message) {
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
};

const forward = async (
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	{ target, name, steps }: { target: string; name: string; steps: Steps },
): Promise<void> => {
	const body = await bodyOf(incoming);
	const { method = 'GET', url = '/', headers } = incoming;
	const path = url.replace(/(_[A-Za-z]*)?_?[A-Za-z0-9]{14,}/g, '…').replace(/\?.*/, '');
	const verdict = steps.next(`${name}: ${method} ${path}`);
	if (verdict === 'kill before') {
		steps.kill();
		outgoing.destroy();
		return;
	}
	const sent = request(`${target}${url}`, { method, headers });
	sent.end(body);
	const [answer] = (await once(sent, 'response')) as [IncomingMessage];
	const answered = await bodyOf(answer);
	if (verdict === 'kill after') {
		steps.kill();
		outgoing.destroy();
		return;
	}
	outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
};

/** A gate to somebody who speaks HTTP. @param name of them, for the steps' names */
export const openHttpGate = (target: string, name: string, steps: Steps): Promise<Gate> =>
	listen(
		createHttpServer((incoming, outgoing) => {
			forward(incoming, outgoing, { target, name, steps }).catch(() => outgoing.destroy());
		}),
	);
