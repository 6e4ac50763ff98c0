import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	headers: IncomingHttpHeaders;
	body: string;
	event: { id: string; type: string; data: { object: Record<string, unknown> } };
}

/** The shop's webhook endpoint: keeps what comes and answers as told. */
export interface Receiver {
	readonly url: string;
	readonly received: Received[];
	/** Statuses of the next answers; 204 when there is none left. */
	readonly answers: number[];
	/** Answers wait for this. */
	gate: Promise<void>;
	types(): string[];
	close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	const answers: number[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
		request.on('end', () => {
			received.push({ headers: request.headers, body, event: JSON.parse(body) as Received['event'] });
			void receiver.gate.then(() => response.writeHead(answers.shift() ?? 204).end());
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const receiver: Receiver = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`,
		received,
		answers,
		gate: Promise.resolve(),
		types: () => received.map((one) => one.event.type),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	return receiver;
}
