import { Router } from 'express';
import { z } from 'zod';
import type { CancelPackageRequest, MovePackageRequest } from '../../../contract';
import type { EnrollmentsService } from '../../domain/enrollments/enrollments.service';
import { bookSessionsBody } from '../course-packages.routes';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { reason, rowId } from './fields';
import { versioned, versionQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const params = z.object({ id: identifier });
const stepParams = z.object({ id: identifier, stepId: identifier });

const moveBody: z.ZodType<MovePackageRequest> = z.strictObject({ ...versioned, cohortId: rowId, reason });
const cancelBody: z.ZodType<CancelPackageRequest> = z.strictObject({
	...versioned,
	reason,
	refund: z.union([z.enum(['none', 'full']), z.strictObject({ amount: z.int().positive() })], {
		error: rule('invalid_refund'),
	}),
});

/** One enrollment as staff sees and changes it; see `contract/admin/enrollments.ts`. */
export const packagesRoutes = (enrollments: EnrollmentsService): Router =>
	Router()
		.get('/admin/packages/:id', async (req, res) => {
			requireViewer(req);
			res.json(await enrollments.read(parse(params, req.params).id));
		})
		.post('/admin/packages/:id/move', async (req, res) => {
			const { actor } = requireManager(req);
			const { id: packageId } = parse(params, req.params);
			res.json(await enrollments.move({ ...parse(moveBody, jsonBody(req)), packageId, actor }));
		})
		.post('/admin/packages/:id/cancel', async (req, res) => {
			const { actor } = requireManager(req);
			const { id: packageId } = parse(params, req.params);
			res.json(await enrollments.cancel({ ...parse(cancelBody, jsonBody(req)), packageId, actor }));
		})
		.post('/admin/packages/:id/book-sessions', async (req, res) => {
			const { actor } = requireManager(req);
			const { id: packageId } = parse(params, req.params);
			const { selections } = parse(bookSessionsBody, jsonBody(req));
			res.json(await enrollments.book({ packageId, selections, actor }));
		})
		.delete('/admin/packages/:id/steps/:stepId/booking', async (req, res) => {
			const { actor } = requireManager(req);
			const { id: packageId, stepId } = parse(stepParams, req.params);
			const { version } = parse(versionQuery, req.query);
			res.json(await enrollments.giveBackBooking({ packageId, stepId, version, actor }));
		});
