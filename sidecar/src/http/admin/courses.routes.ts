import { Router } from 'express';
import { z } from 'zod';
import type { CourseInput, CourseStepInput } from '../../../contract';
import type { CoursesService } from '../../domain/courses/courses.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { jsonBody, parse } from '../request';
import { line, rowId } from './fields';
import { flag, listQuery, versioned, versionQuery } from './list-query';
import { requireManager, requireViewer } from './staff';

const MOST_STEPS = 100;
const MOST_CLASSES = 50;

const allDifferent = (ids: readonly (number | null)[]): boolean => {
	const known = ids.filter((id) => id !== null);
	return new Set(known).size === known.length;
};

const step: z.ZodType<CourseStepInput> = z.strictObject({
	id: rowId.nullable(),
	label: line(64),
	title: line(200),
	isActive: z.boolean(),
	groupClassIds: z.array(rowId).max(MOST_CLASSES).refine(allDifferent, rule('repeated')),
});

const input = {
	code: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, rule('invalid_code')),
	title: line(200),
	isActive: z.boolean(),
	pageId: rowId.nullable(),
	steps: z
		.array(step)
		.max(MOST_STEPS)
		.refine((steps) => allDifferent(steps.map(({ id }) => id)), rule('repeated')),
};

const createBody: z.ZodType<CourseInput> = z.strictObject(input);
const updateBody = z.strictObject({ ...input, ...versioned });
const params = z.object({ id: identifier });
const query = listQuery(
	['code', 'title', 'students', 'updatedAt'],
	{ isActive: flag.optional() },
	{ orderBy: 'title' },
);

/** Courses with their steps; see `contract/admin/courses.ts`. */
export const coursesRoutes = (courses: CoursesService): Router =>
	Router()
		.get('/admin/courses', async (req, res) => {
			requireViewer(req);
			res.json(await courses.list(parse(query, req.query)));
		})
		.post('/admin/courses', async (req, res) => {
			const { actor } = requireManager(req);
			res.status(201).json(await courses.create(parse(createBody, jsonBody(req)), actor));
		})
		.get('/admin/courses/:id', async (req, res) => {
			requireViewer(req);
			res.json(await courses.read(parse(params, req.params).id));
		})
		.put('/admin/courses/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version, ...changed } = parse(updateBody, jsonBody(req));
			res.json(await courses.update({ id, version, actor }, changed));
		})
		.delete('/admin/courses/:id', async (req, res) => {
			const { actor } = requireManager(req);
			const { id } = parse(params, req.params);
			const { version } = parse(versionQuery, req.query);
			await courses.remove({ id, version, actor });
			res.sendStatus(204);
		});
