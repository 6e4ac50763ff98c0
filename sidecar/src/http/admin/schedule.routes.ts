import { Router } from 'express';
import { z } from 'zod';
import type { ScheduleInput } from '../../../contract';
import type { ScheduleService } from '../../domain/schedule/schedule.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { calendarDate, rowId, timeOfDay } from './fields';
import { versioned } from './list-query';
import { requireManager, requireViewer } from './staff';

const MOST_SESSIONS = 500;
const MOST_SEATS = 100_000;

const session = z
	.strictObject({
		stepOptionId: rowId,
		date: calendarDate.nullable(),
		startTime: timeOfDay.optional(),
		endTime: timeOfDay.optional(),
		maxStudents: z.int().min(1).max(MOST_SEATS).optional(),
	})
	.refine(({ startTime, endTime }) => (startTime === undefined) === (endTime === undefined), {
		path: ['endTime'],
		error: rule('time_incomplete'),
	});

const body: z.ZodType<ScheduleInput> = z.strictObject({
	...versioned,
	sessions: z
		.array(session)
		.max(MOST_SESSIONS)
		.refine(
			(list) => new Set(list.map(({ stepOptionId }) => stepOptionId)).size === list.length,
			rule('repeated'),
		),
	students: z.enum(['move', 'release']).optional(),
});
const params = z.object({ id: identifier });

/** A cohort's schedule; see `contract/admin/schedule.ts`. */
export const scheduleRoutes = (schedules: ScheduleService): Router =>
	Router()
		.get('/admin/cohorts/:id/schedule', async (req, res) => {
			requireViewer(req);
			res.json(await schedules.read(parse(params, req.params).id));
		})
		.put('/admin/cohorts/:id/schedule', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...input } = parse(body, jsonBody(req));
			res.json(await schedules.save({ id, version, actor }, input));
		});
