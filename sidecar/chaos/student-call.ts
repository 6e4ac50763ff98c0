import { signToken } from '../test/token';

export interface Answer<Body = Record<string, unknown>> {
	/** 0 when the connection broke. */
	status: number;
	body: Body;
}

/** A call with the plugin's token for one student. Never raises: a broken connection is an answer too. */
export type StudentCall = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>;

/** @param sidecar where it listens, and what time it believes it is */
export const asStudent =
	({ url, now }: { url: string; now: () => Date }, userId: number): StudentCall =>
	async (method, path, body) => {
		const bytes = body === undefined ? '' : JSON.stringify(body);
		const issuedAt = Math.floor(now().getTime() / 1000);
		const token = signToken({ userId }, { method, path, body: bytes }, { issuedAt });
		try {
			const response = await fetch(`${url}${path}`, {
				method,
				headers: {
					Authorization: `Bearer ${token}`,
					...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
				},
				...(body === undefined ? {} : { body: bytes }),
			});
			return { status: response.status, body: (await response.json()) as Answer['body'] };
		} catch {
			return { status: 0, body: {} };
		}
	};
