import { Router } from 'express';
import { z } from 'zod';
import type { ReconciliationRequest } from '../../../contract';
import type { OperationsService } from '../../domain/operations/operations.service';
import { rule } from '../field-issues';
import { jsonBody, parse } from '../request';
import { requireManager } from './staff';

const reconciliationBody: z.ZodType<ReconciliationRequest> = z.strictObject({ apply: z.boolean() });
const eventParams = z.object({
	eventId: z.string().regex(/^evt_\w{1,250}$/, rule('invalid_event')),
});

const ACCEPTED = 202;

/** What operators do at the server, for those who cannot; see `contract/admin/operations.ts`. */
export const operationsRoutes = (operations: OperationsService): Router =>
	Router()
		.post('/admin/reconciliation', async (req, res) => {
			const { actor } = requireManager(req);
			const answer = await operations.reconcile(parse(reconciliationBody, jsonBody(req)), actor);
			res.status(answer.isFinished ? 200 : ACCEPTED).json(answer);
		})
		.post('/admin/events/replay-dead', async (req, res) => {
			const { actor } = requireManager(req);
			res.json(await operations.replayDead(actor));
		})
		.post('/admin/events/:eventId/replay', async (req, res) => {
			const { actor } = requireManager(req);
			res.json(await operations.replayEvent(parse(eventParams, req.params).eventId, actor));
		});
