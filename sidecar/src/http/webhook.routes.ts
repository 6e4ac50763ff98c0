import { raw, Router, type Request, type RequestHandler } from 'express';
import type { WebhooksService } from '../domain/webhooks/webhooks.service';
import { AppError } from '../errors';
import { methodNotAllowed } from './problem-handler';
import type { WebhookOutcomes } from './webhook-outcomes';

const PATH = '/webhooks/stripe';
const LIMIT = '1mb';

/** Stripe sends plain JSON; a compressed or a form body is somebody else. */
const onlyJson: RequestHandler = (req, _res, next) => {
	if (!req.is('application/json')) {
		throw new AppError('unsupported_media_type', 'Stripe sends application/json.');
	}
	next();
};

/** Stripe sends one header. Node would join several with commas into one that could be read in two ways. */
const signatureOf = (req: Request): string => {
	const [signature, ...others] = req.headersDistinct['stripe-signature'] ?? [];
	return others.length === 0 ? (signature ?? '') : '';
};

/**
 * `POST /webhooks/stripe`, from Stripe itself or passed through by WordPress. 204 once the event is stored (or not
 * ours), 400 for a bad signature or shape, 5xx only when nothing could be stored.
 */
export const webhookRoutes = (webhooks: WebhooksService, outcomes: WebhookOutcomes): Router =>
	Router()
		// The signature covers the bytes, so the body stays raw; `inflate: false` keeps a small bomb small.
		.post(PATH, onlyJson, raw({ type: () => true, limit: LIMIT, inflate: false }), async (req, res) => {
			const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
			outcomes.received(await webhooks.receive(body, signatureOf(req)));
			res.sendStatus(204);
		})
		.all(PATH, methodNotAllowed('POST'))
		.use(PATH, outcomes.onError);
