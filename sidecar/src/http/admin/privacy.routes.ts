import { Router } from 'express';
import { z } from 'zod';
import type { PrivacyService } from '../../domain/privacy/privacy.service';
import { rule } from '../field-issues';
import { identifier } from '../parameters';
import { parse } from '../request';
import { requireEraser, requireExporter, requireExporterOrEraser } from './staff';

const params = z.object({ id: identifier });
const pageQuery = z.strictObject({ page: identifier.optional() });
const formerQuery = z.strictObject({ email: z.string().trim().min(1, rule('required')).max(320) });

/** For WordPress's privacy tools, not for browsers; see `contract/admin/operations.ts`. */
export const privacyRoutes = (privacy: PrivacyService): Router =>
	Router()
		.get('/admin/former-students', async (req, res) => {
			requireExporterOrEraser(req);
			res.json(await privacy.findFormer(parse(formerQuery, req.query).email));
		})
		.get('/admin/students/:id/personal-data', async (req, res) => {
			requireExporter(req);
			const { id } = parse(params, req.params);
			res.json(await privacy.read(id, parse(pageQuery, req.query).page ?? 1));
		})
		.post('/admin/students/:id/erase', async (req, res) => {
			const { actor } = requireEraser(req);
			res.json(await privacy.erase({ studentId: parse(params, req.params).id, actor }));
		});
