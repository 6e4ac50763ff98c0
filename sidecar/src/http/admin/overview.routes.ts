import { Router } from 'express';
import { z } from 'zod';
import type { OverviewService } from '../../domain/overview/overview.service';
import { parse } from '../request';
import { timezone } from './fields';
import { requireViewer } from './staff';

const FEWEST_DAYS = 7;
const MOST_DAYS = 365;

const days = z
	.string()
	.regex(/^\d{1,3}$/, 'must be a whole number')
	.transform(Number)
	.refine((count) => count >= FEWEST_DAYS && count <= MOST_DAYS, `must be ${FEWEST_DAYS} to ${MOST_DAYS}`);
const query = z.strictObject({ days: days.default(30), timezone: timezone.default('UTC') });

/** How the school is doing; see `contract/admin/overview.ts`. */
export const overviewRoutes = (overview: OverviewService): Router =>
	Router().get('/admin/overview', async (req, res) => {
		requireViewer(req);
		res.json(await overview.read(parse(query, req.query)));
	});
