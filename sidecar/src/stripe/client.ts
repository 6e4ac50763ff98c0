import Stripe from 'stripe';
import type { Config } from '../config';

const isObject = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && !Array.isArray(body);

/**
 * stripe-node's own connection, which reads only JSON objects. stripe-node (23.1.0) cannot take another JSON value, such
 * as a proxy may answer: after a text or a number its promise never settles and an unhandled rejection ends the process.
 */
const createHttpClient = (): Stripe.HttpClient => {
	const client = Stripe.createNodeHttpClient();
	return {
		getClientName: () => client.getClientName(),
		makeRequest: async (...request) => {
			const response = await client.makeRequest(...request);
			const readJson = response.toJSON.bind(response);
			response.toJSON = async () => {
				const body: unknown = await readJson();
				if (!isObject(body)) {
					throw new SyntaxError('The answer is JSON, but not an object.');
				}
				return body;
			};
			return response;
		},
	};
};

/** stripe-node, on Stripe or on the local one that the configuration names. Connects with its first call. */
export const createClient = ({ secretKey, apiUrl }: Config['stripe'], version: string): Stripe =>
	new Stripe(secretKey, {
		timeout: 15_000,
		maxNetworkRetries: 2,
		telemetry: false,
		appInfo: { name: 'cohort-enrollment', version },
		httpClient: createHttpClient(),
		...(apiUrl && {
			protocol: apiUrl.protocol === 'https:' ? 'https' : 'http',
			host: apiUrl.hostname,
			...(apiUrl.port !== '' && { port: apiUrl.port }),
		}),
	});
