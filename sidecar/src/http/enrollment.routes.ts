import { Router } from 'express';
import { z } from 'zod';
import type { EnrollRequest } from '../../contract';
import type { CheckoutService } from '../domain/checkout/checkout.service';
import type { SessionStatusService } from '../domain/checkout/session-status.service';
import { limitMisses } from './miss-limit';
import { courseCode, identifier, sitePath } from './parameters';
import { jsonBody, parse, requireStudent } from './request';

const enrollBody: z.ZodType<EnrollRequest> = z.object({
	successPath: sitePath.exactOptional(),
	cancelPath: sitePath.exactOptional(),
});

const enrollParams = z.object({ code: courseCode, cohortId: identifier });
const sessionParams = z.object({ sessionId: z.string().max(300) });

/** Starting a checkout and learning what became of it. */
export const enrollmentRoutes = (checkouts: CheckoutService, sessions: SessionStatusService): Router =>
	Router()
		.post('/course-programs/:code/cohorts/:cohortId/enroll', async (req, res) => {
			const buyer = requireStudent(req);
			const { code, cohortId } = parse(enrollParams, req.params);
			const body = parse(enrollBody, jsonBody(req));
			res.json(await checkouts.enroll({ ...body, buyer, courseCode: code, cohortId }));
		})
		.get('/enrollment/session/:sessionId', limitMisses(), async (req, res) => {
			const { userId } = requireStudent(req);
			const { sessionId } = parse(sessionParams, req.params);
			res.json(await sessions.status(userId, sessionId));
		});
