import { Router } from 'express';
import { z } from 'zod';
import type { GroupClassInput } from '../../../contract';
import type { GroupClassesService } from '../../domain/group-classes/group-classes.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { line, optionalLine, timeOfDay, timezone } from './fields';
import { flag, listQuery, versioned, versionQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const MOST_SEATS = 100_000;

const input = {
	name: line(200),
	dayOfWeek: z.int().min(0).max(6),
	startTime: timeOfDay,
	endTime: timeOfDay,
	timezone,
	maxStudents: z.int().min(1).max(MOST_SEATS),
	instructor: optionalLine(200),
	location: optionalLine(200),
	meetingUrl: z
		.url({ protocol: /^https?$/, error: rule('invalid_url') })
		.max(500)
		.nullable(),
	isActive: z.boolean(),
};

const createBody: z.ZodType<GroupClassInput> = z.strictObject(input);
const updateBody = z.strictObject({ ...input, ...versioned });
const params = z.object({ id: identifier });
const query = listQuery(['name', 'dayOfWeek', 'maxStudents', 'updatedAt'], { isActive: flag.optional() });

/** Weekly classes; see `contract/admin/group-classes.ts`. */
export const groupClassesRoutes = (classes: GroupClassesService): Router =>
	Router()
		.get('/admin/group-classes', async (req, res) => {
			requireViewer(req);
			res.json(await classes.list(parse(query, req.query)));
		})
		.post('/admin/group-classes', async (req, res) => {
			const { actor } = requireManager(req);
			res.status(201).json(await classes.create(parse(createBody, jsonBody(req)), actor));
		})
		.get('/admin/group-classes/:id', async (req, res) => {
			requireViewer(req);
			res.json(await classes.read(parse(params, req.params).id));
		})
		.put('/admin/group-classes/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...changed } = parse(updateBody, jsonBody(req));
			res.json(await classes.update({ id, version, actor }, changed));
		})
		.delete('/admin/group-classes/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version } = parse(versionQuery, req.query);
			await classes.remove({ id, version, actor });
			res.sendStatus(204);
		});
