import { Router } from 'express';
import { z } from 'zod';
import type { CatalogueService } from '../domain/catalogue/catalogue.service';
import { courseCode } from './parameters';
import { identityOf, parse } from './request';

const params = z.object({ code: courseCode });

/**
 * `GET /course-programs/{code}/cohorts` → `CohortsResponse`; anyone. Raises `course_not_found`. Mount it behind
 * the identity middleware.
 */
export const cohortsRoutes = (catalogue: CatalogueService): Router =>
	Router().get('/course-programs/:code/cohorts', async (req, res) => {
		const { code } = parse(params, req.params);
		res.json(await catalogue.cohorts({ code, studentId: identityOf(req).userId }));
	});
