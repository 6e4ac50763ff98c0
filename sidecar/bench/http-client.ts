import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: Buffer;
}

export interface Call {
	method: 'GET' | 'POST';
	url: string;
	headers?: OutgoingHttpHeaders;
	body?: string;
}

/** Connections stay open between calls, as a proxy keeps them. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** One HTTP call, with as little of our own time in it as Node allows. */
export const send = ({ method, url, headers = {}, body }: Call): Promise<Answer> =>
	new Promise((resolve, reject) => {
		const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
		const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					body: Buffer.concat(chunks),
				});
			});
		});
		sent.on('error', reject);
		sent.end(body);
	});

/** Raises unless the answer has this status: what was not done must not count as fast. */
export const expectStatus = ({ status, body }: Answer, expected: number, what: string): void => {
	if (status !== expected) {
		throw new Error(`${what} answered ${status}: ${body.toString('utf8').slice(0, 300)}`);
	}
};

/** Ends the connections that are kept open. */
export const closeConnections = (): void => agent.destroy();
