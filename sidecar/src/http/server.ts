import { createServer, type RequestListener, type Server } from 'node:http';

/** How long somebody may take to say what they want; milliseconds. */
export interface Patience {
	/** For all headers, from the connection's first byte. */
	headers: number;
	/** For the whole request with its body. */
	request: number;
	/** How often Node looks for those who were too slow. */
	check: number;
}

/** The plugin and Stripe send a few kilobytes at once; whoever needs longer only holds a connection. */
const PATIENCE: Patience = { headers: 10_000, request: 20_000, check: 2_000 };

/** A server that answers 408 to whoever is too slow, and hangs up. */
export const createHttpServer = (app: RequestListener, patience: Patience = PATIENCE): Server =>
	createServer(
		{
			headersTimeout: patience.headers,
			requestTimeout: patience.request,
			connectionsCheckingInterval: patience.check,
		},
		app,
	);
