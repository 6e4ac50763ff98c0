import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { NotificationRequest } from '../contract';

/** The plugin's mailer, as far as a sidecar sees it: one mail for each reference. */
export interface WordPress {
	url: string;
	/** While it is blocked, no mail can be sent. */
	isBlocked: boolean;
	/** How many mails were sent, by the reference of their row. */
	readonly sent: ReadonlyMap<string, number>;
	close(): Promise<void>;
}

export const startWordPress = async (): Promise<WordPress> => {
	const sent = new Map<string, number>();
	const server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
		request.on('end', () => {
			const { reference } = JSON.parse(text) as NotificationRequest;
			const answer = (status: number, body: object): void =>
				void response
					.writeHead(status, { 'Content-Type': 'application/json' })
					.end(JSON.stringify(body));
			if (wordpress.isBlocked) {
				answer(502, { code: 'mail_failed' });
			} else if (sent.has(reference)) {
				answer(200, { outcome: 'already_sent' });
			} else {
				sent.set(reference, 1);
				answer(200, { outcome: 'sent' });
			}
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const wordpress: WordPress = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		isBlocked: false,
		sent,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return wordpress;
};
