import { Router } from 'express';
import { z } from 'zod';
import type { PriceInput } from '../../../contract';
import type { PricesService } from '../../domain/prices/prices.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { versioned, versionQuery } from './list-query';
import { requireManager } from './staff';

/** Digits of the largest amount that Stripe takes in any currency. */
const LARGEST = 999_999_999_999;

const priceId = z.string().regex(/^price_\w{1,200}$/, rule('invalid_price'));

const body: z.ZodType<PriceInput> = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('existing'), stripePriceId: priceId, ...versioned }),
	z.strictObject({
		kind: z.literal('new'),
		amount: z.int().min(1).max(LARGEST),
		currency: z.string().regex(/^[a-z]{3}$/, rule('invalid_currency')),
		...versioned,
	}),
	z.strictObject({ kind: z.literal('free'), ...versioned }),
]);

const params = z.object({ id: identifier });
const query = z.strictObject({ startingAfter: priceId.optional() });

/** What courses and cohorts cost; see `contract/admin/prices.ts`. */
export const pricesRoutes = (prices: PricesService): Router =>
	Router()
		.get('/admin/stripe-prices', async (req, res) => {
			requireManager(req);
			res.json(await prices.list(parse(query, req.query).startingAfter ?? null));
		})
		.put('/admin/courses/:id/price', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...choice } = parse(body, jsonBody(req));
			res.json(await prices.setOfCourse({ id, version, actor }, choice));
		})
		.delete('/admin/courses/:id/price', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version } = parse(versionQuery, req.query);
			res.json(await prices.removeOfCourse({ id, version, actor }));
		})
		.put('/admin/cohorts/:id/price', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...choice } = parse(body, jsonBody(req));
			res.json(await prices.setOfCohort({ id, version, actor }, choice));
		})
		.delete('/admin/cohorts/:id/price', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version } = parse(versionQuery, req.query);
			res.json(await prices.removeOfCohort({ id, version, actor }));
		});
