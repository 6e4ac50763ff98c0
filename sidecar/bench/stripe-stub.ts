import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { paidIntent, stripeError, stripeSession } from '../test/stripe-objects';
import { referenceIn, sessionIdFor } from './session-id';

/**
 * A Stripe that costs next to nothing: every session that it is asked about was paid a moment ago, and it answers at
 * once. In a process of its own, so that its time is nobody else's. It also stands in for the site that mails are sent by.
 */
const port = Number(process.env['PORT']);
const ownUrl = `http://127.0.0.1:${port}`;

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
	let text = '';
	for await (const chunk of request) {
		text += String(chunk);
	}
	return new URLSearchParams(text);
};

const newId = (prefix: string): string => `${prefix}${randomBytes(16).toString('hex')}`;

const paidSession = (id: string): object =>
	stripeSession({
		id,
		site: ownUrl,
		client_reference_id: referenceIn(id),
		status: 'complete',
		payment_status: 'paid',
		payment_intent: paidIntent(`pi_${id.slice(-24)}`),
	});

/** A price's id tells what it costs, so that nothing needs to be remembered. */
const priceId = (form: URLSearchParams): string =>
	newId(`price_${form.get('unit_amount') ?? ''}${form.get('currency') ?? ''}_`);

/** What a session over such a price costs; other prices cost what the bench's own courses do. */
const costOf = (id: string): { amount_subtotal?: number; currency?: string } => {
	const [, amount, currency] = /^price_(\d+)([a-z]{3})_/.exec(id) ?? [];
	return amount === undefined || currency === undefined
		? {}
		: { amount_subtotal: Number(amount), currency };
};

const openSession = (form: URLSearchParams): object => {
	const reference = form.get('client_reference_id') ?? '';
	return stripeSession({
		...costOf(form.get('line_items[0][price]') ?? ''),
		id: sessionIdFor(reference),
		site: ownUrl,
		client_reference_id: reference,
		expires_at: Number(form.get('expires_at')),
	});
};

const answerTo = async (request: IncomingMessage): Promise<object | null> => {
	const { method = '', url = '' } = request;
	const form = await bodyOf(request);
	const path = new URL(url, ownUrl).pathname;
	const sessionId = /^\/v1\/checkout\/sessions\/(\w+)$/.exec(path)?.[1];
	if (method === 'GET' && sessionId !== undefined) {
		return paidSession(sessionId);
	}
	switch (`${method} ${path}`) {
		case 'POST /v1/checkout/sessions':
			return openSession(form);
		case 'POST /v1/prices':
			return { id: priceId(form), object: 'price', product: newId('prod_') };
		case 'GET /v1/prices':
			return { object: 'list', data: [] };
		case 'POST /':
			return { outcome: 'sent' };
		default:
			return null;
	}
};

createServer((request, response) => {
	response.setHeader('Content-Type', 'application/json');
	void answerTo(request).then((answer) => {
		response.statusCode = answer ? 200 : 404;
		response.end(
			JSON.stringify(answer ?? stripeError({ message: 'The bench does not know this call.' })),
		);
	});
}).listen(port, '127.0.0.1');
