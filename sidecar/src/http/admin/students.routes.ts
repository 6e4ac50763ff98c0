import { Router } from 'express';
import { z } from 'zod';
import type { StudentsService } from '../../domain/students/students.service';
import { identifier } from '../parameters';
import { parse } from '../request';
import { flag, listQuery } from './list-query';
import { requireViewer } from './staff';

const params = z.object({ id: identifier });
const query = listQuery(['name', 'email'], { enrolled: flag.default(false) });

/** Students; see `contract/admin/students.ts`. */
export const studentsRoutes = (students: StudentsService): Router =>
	Router()
		.get('/admin/students', async (req, res) => {
			requireViewer(req);
			res.json(await students.list(parse(query, req.query)));
		})
		.get('/admin/students/:id', async (req, res) => {
			requireViewer(req);
			res.json(await students.read(parse(params, req.params).id));
		});
