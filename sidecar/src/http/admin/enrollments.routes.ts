import { Router } from 'express';
import { z } from 'zod';
import type { EnrollByHandRequest } from '../../../contract';
import type { EnrollmentsService } from '../../domain/enrollments/enrollments.service';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { reason, rowId } from './fields';
import { requireManager } from './staff';

const params = z.object({ id: identifier });
const body: z.ZodType<EnrollByHandRequest> = z.strictObject({ studentId: rowId, reason });

/** Enrolling by hand; see `contract/admin/enrollments.ts`. */
export const enrollmentsAdminRoutes = (enrollments: EnrollmentsService): Router =>
	Router().post('/admin/cohorts/:id/enrollments', async (req, res) => {
		const { actor } = requireManager(req);
		const { id: cohortId } = parse(params, req.params);
		const wanted = parse(body, jsonBody(req));
		res.status(201).json(await enrollments.enroll({ ...wanted, cohortId, actor }));
	});
