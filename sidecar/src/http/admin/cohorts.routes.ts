import { Router } from 'express';
import { z } from 'zod';
import type { CohortInput } from '../../../contract';
import type { CohortCheckService } from '../../domain/cohort-check/cohort-check.service';
import type { CohortsService } from '../../domain/cohorts/cohorts.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { calendarDate, line, rowId, timeOfDay, timezone } from './fields';
import { flag, listQuery, versioned, versionQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const MOST_SEATS = 1_000_000;
const DAY = 86_400_000;
const LONGEST_DAYS = 5 * 366;

const wallClock = z.string().refine((text) => {
	const [date, time, ...more] = text.split('T');
	return calendarDate.safeParse(date).success && timeOfDay.safeParse(time).success && more.length === 0;
}, rule('invalid_date_time'));

const input = z.strictObject({
	courseId: rowId,
	name: line(200),
	startDate: calendarDate,
	endDate: calendarDate,
	timezone,
	maxEnrollment: z.int().min(0).max(MOST_SEATS).nullable(),
	enrollmentDeadlineLocal: wallClock.nullable(),
	isActive: z.boolean(),
});

const inOrder = (cohort: Pick<CohortInput, 'startDate' | 'endDate'>, context: z.RefinementCtx): void => {
	const days = (Date.parse(cohort.endDate) - Date.parse(cohort.startDate)) / DAY;
	const problem = (days < 0 && rule('before_start')) || (days > LONGEST_DAYS && rule('too_far_from_start'));
	if (problem) {
		context.addIssue({ code: 'custom', path: ['endDate'], message: problem });
	}
};

const createBody: z.ZodType<CohortInput> = input.superRefine(inOrder);
const updateBody = input.extend(versioned).superRefine(inOrder);
const params = z.object({ id: identifier });
const query = listQuery(
	['name', 'courseTitle', 'startDate', 'enrolled', 'updatedAt'],
	{
		courseId: identifier.optional(),
		isActive: flag.optional(),
		when: z.enum(['upcoming', 'running', 'over']).optional(),
	},
	{ orderBy: 'startDate', order: 'desc' },
);

/** Cohorts; see `contract/admin/cohorts.ts`. */
export const cohortsAdminRoutes = (cohorts: CohortsService, checks: CohortCheckService): Router =>
	Router()
		.get('/admin/cohorts', async (req, res) => {
			requireViewer(req);
			res.json(await cohorts.list(parse(query, req.query)));
		})
		.post('/admin/cohorts', async (req, res) => {
			const { actor } = requireManager(req);
			res.status(201).json(await cohorts.create(parse(createBody, jsonBody(req)), actor));
		})
		.get('/admin/cohorts/:id', async (req, res) => {
			requireViewer(req);
			res.json(await cohorts.read(parse(params, req.params).id));
		})
		.get('/admin/cohorts/:id/check', async (req, res) => {
			requireViewer(req);
			res.json(await checks.check(parse(params, req.params).id));
		})
		.put('/admin/cohorts/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...changed } = parse(updateBody, jsonBody(req));
			res.json(await cohorts.update({ id, version, actor }, changed));
		})
		.delete('/admin/cohorts/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version } = parse(versionQuery, req.query);
			await cohorts.remove({ id, version, actor });
			res.sendStatus(204);
		});
