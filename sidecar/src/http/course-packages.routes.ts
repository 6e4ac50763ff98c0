import { Router } from 'express';
import { z } from 'zod';
import type { BookingService } from '../domain/booking/booking.service';
import { rule } from './field-issues';
import { identifier } from './parameters';
import { jsonBody, parse, requireStudent } from './request';

const MAXIMUM_SELECTIONS = 100;

const params = z.object({ id: identifier });

const id = z.int().positive();

/** `BookSessionsRequest`; staff sends the same. */
export const bookSessionsBody = z.object({
	selections: z
		.array(z.object({ courseStepId: id, courseStepOptionId: id }))
		.max(MAXIMUM_SELECTIONS)
		.superRefine((selections, context) => {
			const seen = new Set<number>();
			for (const [index, { courseStepId }] of selections.entries()) {
				if (seen.has(courseStepId)) {
					context.addIssue({
						code: 'custom',
						path: [index, 'courseStepId'],
						message: rule('repeated'),
					});
				}
				seen.add(courseStepId);
			}
		}),
});

/**
 * What a student owns and books. Mount it behind the identity middleware and a raw body parser. Every route raises
 * `login_required` for a visitor, and `package_not_found` for a package that is not the student's.
 *
 * - `GET /students/me/course-packages` → `CoursePackagesResponse`
 * - `GET /students/me/course-packages/{id}/unbooked-steps` → `UnbookedStepsResponse`; raises `package_not_active`
 * - `POST /students/me/course-packages/{id}/book-sessions` with `BookSessionsRequest` → `BookSessionsResponse`;
 *   raises `package_not_active` and `nothing_booked`
 */
export const coursePackagesRoutes = (booking: BookingService): Router =>
	Router()
		.get('/students/me/course-packages', async (req, res) => {
			const { userId } = requireStudent(req);
			res.json(await booking.coursePackages({ studentId: userId }));
		})
		.get('/students/me/course-packages/:id/unbooked-steps', async (req, res) => {
			const { userId } = requireStudent(req);
			const { id: packageId } = parse(params, req.params);
			res.json(await booking.unbookedSteps({ studentId: userId, packageId }));
		})
		.post('/students/me/course-packages/:id/book-sessions', async (req, res) => {
			const { userId } = requireStudent(req);
			const { id: packageId } = parse(params, req.params);
			const { selections } = parse(bookSessionsBody, jsonBody(req));
			res.json(await booking.bookSessions({ studentId: userId, packageId, selections }));
		});
