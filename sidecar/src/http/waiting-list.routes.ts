import { Router } from 'express';
import { z } from 'zod';
import type { WaitingListRequest } from '../../contract';
import type { WaitingListService } from '../domain/waiting-list/waiting-list.service';
import { courseCode, identifier, sitePath } from './parameters';
import { jsonBody, parse, requireStudent } from './request';

const body: z.ZodType<WaitingListRequest> = z.object({ returnPath: sitePath.exactOptional() });
const params = z.object({ code: courseCode, cohortId: identifier });

const PATH = '/course-programs/:code/cohorts/:cohortId/waiting-list';

/** `POST` and `DELETE …/waiting-list` → `WaitingListResponse`, for students. Mount it behind the identity middleware. */
export const waitingListRoutes = (waitingList: WaitingListService): Router =>
	Router()
		.post(PATH, async (req, res) => {
			const { userId: studentId, siteUrl } = requireStudent(req);
			const { code, cohortId } = parse(params, req.params);
			const { returnPath } = parse(body, jsonBody(req));
			const place = { courseCode: code, cohortId, studentId, siteUrl };
			res.json(await waitingList.join(returnPath === undefined ? place : { ...place, returnPath }));
		})
		.delete(PATH, async (req, res) => {
			const { userId: studentId } = requireStudent(req);
			const { code, cohortId } = parse(params, req.params);
			res.json(await waitingList.leave({ courseCode: code, cohortId, studentId }));
		});
