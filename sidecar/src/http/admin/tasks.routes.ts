import { Router } from 'express';
import { z } from 'zod';
import { TASK_KINDS } from '../../../contract';
import type { AttentionService } from '../../domain/attention/attention.service';
import type { TasksService } from '../../domain/tasks/tasks.service';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { reason } from './fields';
import { listQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const params = z.object({ id: identifier });
const resolveBody = z.strictObject({ note: reason });
const query = listQuery(
	['openedAt', 'kind'],
	{ status: z.enum(['open', 'resolved']).default('open'), kind: z.enum(TASK_KINDS).optional() },
	{ order: 'desc' },
);

/** What waits for a person; see `contract/admin/tasks.ts`. */
export const tasksRoutes = (tasks: TasksService, attention: AttentionService): Router =>
	Router()
		.get('/admin/attention', async (req, res) => {
			requireViewer(req);
			res.json(await attention.read());
		})
		.get('/admin/tasks', async (req, res) => {
			requireViewer(req);
			res.json(await tasks.list(parse(query, req.query)));
		})
		.get('/admin/tasks/:id', async (req, res) => {
			requireViewer(req);
			res.json(await tasks.read(parse(params, req.params).id));
		})
		.post('/admin/tasks/:id/resolve', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { note } = parse(resolveBody, jsonBody(req));
			res.json(await tasks.close(id, { by: actor, note }));
		})
		.post('/admin/tasks/:id/replay', async (req, res) => {
			const { actor } = requireManager(req);
			res.json(await attention.replay(parse(params, req.params).id, actor));
		});
