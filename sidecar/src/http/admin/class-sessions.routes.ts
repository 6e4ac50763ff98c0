import { Router } from 'express';
import { z } from 'zod';
import type { AttendanceService } from '../../domain/roster/attendance.service';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { rowId } from './fields';
import { listQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const MOST_PACKAGES = 1000;

const params = z.object({ id: identifier });
const studentsQuery = listQuery(['name', 'status'], {});
const attendanceBody = z.strictObject({
	completed: z.boolean(),
	packageIds: z.array(rowId).min(1).max(MOST_PACKAGES).optional(),
});

/** Dated sessions, who comes and who came; see `contract/admin/roster.ts`. */
export const classSessionsRoutes = (attendance: AttendanceService): Router =>
	Router()
		.get('/admin/cohorts/:id/sessions', async (req, res) => {
			requireViewer(req);
			res.json(await attendance.cohortSessions(parse(params, req.params).id));
		})
		.get('/admin/class-sessions/:id', async (req, res) => {
			requireViewer(req);
			res.json(await attendance.session(parse(params, req.params).id));
		})
		.get('/admin/class-sessions/:id/students', async (req, res) => {
			requireViewer(req);
			const { id: classSessionId } = parse(params, req.params);
			res.json(await attendance.students({ classSessionId, ...parse(studentsQuery, req.query) }));
		})
		.post('/admin/class-sessions/:id/attendance', async (req, res) => {
			const { actor } = requireManager(req);
			const { id: classSessionId } = parse(params, req.params);
			const { completed, packageIds } = parse(attendanceBody, jsonBody(req));
			res.json(await attendance.mark({ classSessionId, completed, packageIds, actor }));
		});
