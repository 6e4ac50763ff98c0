import { Router } from 'express';
import { z } from 'zod';
import type { OverviewService } from '../../domain/overview/overview.service';
import { rule } from '../field-issues';
import { parse } from '../request';
import { timezone } from './fields';
import { requireViewer } from './staff';

const FEWEST_DAYS = 7;
const MOST_DAYS = 365;

const days = z
	.string()
	.regex(/^\d{1,3}$/, rule('invalid_number'))
	.transform(Number)
	.pipe(z.int().min(FEWEST_DAYS).max(MOST_DAYS));
const query = z.strictObject({ days: days.default(30), timezone: timezone.default('UTC') });

/** How the school is doing; see `contract/admin/overview.ts`. */
export const overviewRoutes = (overview: OverviewService): Router =>
	Router().get('/admin/overview', async (req, res) => {
		requireViewer(req);
		res.json(await overview.read(parse(query, req.query)));
	});
