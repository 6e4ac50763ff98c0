import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Nobody who calls pauses for longer, so no connection is closed while it is used again. */
const LONGEST_PAUSE_MILLISECONDS = 600_000;

/** One address for several sidecars, which take turns. */
export interface Balancer {
	url: string;
	close(): Promise<void>;
}

/** @param ports where the sidecars listen; may be filled later */
export const openBalancer = async (ports: readonly number[]): Promise<Balancer> => {
	// A connection that is kept might be closed by the sidecar at the moment in which it is used again.
	const agent = new Agent({ keepAlive: false });
	let turns = 0;
	const server = createServer((incoming, outgoing) => {
		turns += 1;
		const { method, url: path, headers } = incoming;
		const port = ports[turns % ports.length];
		const passed = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		incoming.pipe(passed);
	});
	server.keepAliveTimeout = LONGEST_PAUSE_MILLISECONDS;
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			agent.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
};
