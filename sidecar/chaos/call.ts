import { MANAGER_CAPABILITIES } from '../test/staff';
import { signToken, type Speaker } from '../test/token';

export interface Answer<Body = Record<string, unknown>> {
	/** 0 when the connection broke. */
	status: number;
	body: Body;
}

/** A call with the plugin's token for one account. Never raises: a broken connection is an answer too. */
export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Answer>;

/** Where a sidecar listens, and what time it believes it is. */
interface Sidecar {
	url: string;
	now: () => Date;
}

const callAs =
	({ url, now }: Sidecar, speaker: Speaker): Call =>
	async (method, path, body) => {
		const bytes = body === undefined ? '' : JSON.stringify(body);
		const issuedAt = Math.floor(now().getTime() / 1000);
		const token = signToken(speaker, { method, path, body: bytes }, { issuedAt });
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

export const asStudent = (sidecar: Sidecar, userId: number): Call => callAs(sidecar, { userId });

/** As somebody who may change everything. */
export const asManager = (sidecar: Sidecar): Call =>
	callAs(sidecar, { userId: 1, caps: MANAGER_CAPABILITIES });
