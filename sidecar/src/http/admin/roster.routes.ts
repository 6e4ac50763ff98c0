import { Router } from 'express';
import { z } from 'zod';
import type { RosterService } from '../../domain/roster/roster.service';
import { identifier } from '../parameters';
import { parse } from '../request';
import { listQuery, searchWords } from './list-query';
import { requireViewer } from './staff';

const selection = {
	show: z.enum(['live', 'incomplete', 'ended', 'all']).default('live'),
	stepId: identifier.optional(),
	stepStatus: z.enum(['UNBOOKED', 'BOOKED', 'COMPLETED', 'CANCELLED']).optional(),
};

const params = z.object({ id: identifier });
const query = listQuery(['purchasedAt', 'name', 'email', 'bookedSteps', 'status'], selection);
const exportQuery = z.strictObject({
	...selection,
	search: searchWords,
	after: z.literal('0').transform(Number).or(identifier).default(0),
});

/** Who is enrolled in a cohort; see `contract/admin/roster.ts`. */
export const rosterRoutes = (roster: RosterService): Router =>
	Router()
		.get('/admin/cohorts/:id/roster', async (req, res) => {
			requireViewer(req);
			const { id: cohortId } = parse(params, req.params);
			res.json(await roster.list({ cohortId, ...parse(query, req.query) }));
		})
		.get('/admin/cohorts/:id/roster/export', async (req, res) => {
			requireViewer(req);
			const { id: cohortId } = parse(params, req.params);
			res.json(await roster.exportAfter({ cohortId, ...parse(exportQuery, req.query) }));
		});
