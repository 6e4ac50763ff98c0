import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import type { BookingService } from '../domain/booking/booking.service';
import type { CatalogueService } from '../domain/catalogue/catalogue.service';
import { AppError } from '../errors';
import { cohortsRoutes } from './cohorts.routes';
import { coursePackagesRoutes } from './course-packages.routes';
import { problemHandler } from './problem-handler';
import { identify } from './request';

const booking: jest.Mocked<BookingService> = {
	coursePackages: jest.fn(),
	unbookedSteps: jest.fn(),
	bookSessions: jest.fn(),
};
const catalogue: jest.Mocked<CatalogueService> = { cohorts: jest.fn() };

beforeEach(() => jest.resetAllMocks());

const appFor = (userId: number): Express => {
	const app = express();
	app.use(express.raw({ type: () => true }));
	app.use((req, _res, next) => {
		identify(req, {
			userId,
			email: 'student@example.test',
			name: 'Student',
			locale: 'en_US',
			capabilities: [],
			siteUrl: 'http://site.test',
			paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
		});
		next();
	});
	app.use(cohortsRoutes(catalogue));
	app.use(coursePackagesRoutes(booking));
	app.use(problemHandler(pino({ level: 'silent' })));
	return app;
};

const student = appFor(7);
const path = '/students/me/course-packages';

test('a visitor must log in before anything is read', async () => {
	const visitor = appFor(0);
	const answers = [
		await request(visitor).get(path),
		await request(visitor).get(`${path}/1/unbooked-steps`),
		await request(visitor).post(`${path}/1/book-sessions`).send({ selections: [] }),
	];
	for (const { status, body } of answers) {
		expect([status, body.code]).toEqual([401, 'login_required']);
	}
	expect(booking.unbookedSteps).not.toHaveBeenCalled();
});

test("reads are for the token's own student", async () => {
	booking.coursePackages.mockResolvedValue({ packages: [], nextSession: null });
	const { body } = await request(student).get(path).expect(200);
	expect(body).toEqual({ packages: [], nextSession: null });
	expect(booking.coursePackages).toHaveBeenCalledWith({ studentId: 7 });
});

test.each(['0', '-1', '1.5', '01', 'abc', '1e3', '9007199254740992', '%00'])(
	'a package id of %s is not an id',
	async (id) => {
		const { status, body } = await request(student).get(`${path}/${id}/unbooked-steps`);
		expect([status, body.code]).toEqual([400, 'invalid_request']);
		expect(body.data.issues).toMatchObject([{ path: 'id' }]);
		expect(booking.unbookedSteps).not.toHaveBeenCalled();
	},
);

test('selections reach the service as they were sent', async () => {
	const selections = [
		{ courseStepId: 1, courseStepOptionId: 2 },
		{ courseStepId: 3, courseStepOptionId: 4 },
	];
	booking.bookSessions.mockResolvedValue({
		autoBooked: [],
		manualSelections: [],
		booked: [],
		conflicts: [],
		remaining: 0,
	});
	await request(student).post(`${path}/12/book-sessions`).send({ selections }).expect(200);
	expect(booking.bookSessions).toHaveBeenCalledWith({ studentId: 7, packageId: 12, selections });
});

test.each<[string, unknown, string]>([
	['no selections', {}, 'selections'],
	['selections that are not a list', { selections: 'all' }, 'selections'],
	[
		'a fractional id',
		{ selections: [{ courseStepId: 1.5, courseStepOptionId: 2 }] },
		'selections.0.courseStepId',
	],
	[
		'an id as text',
		{ selections: [{ courseStepId: 1, courseStepOptionId: '2' }] },
		'selections.0.courseStepOptionId',
	],
	[
		'an id that no number can hold',
		{ selections: [{ courseStepId: 2 ** 53, courseStepOptionId: 2 }] },
		'selections.0.courseStepId',
	],
	[
		'a step named twice',
		{
			selections: [
				{ courseStepId: 1, courseStepOptionId: 2 },
				{ courseStepId: 1, courseStepOptionId: 3 },
			],
		},
		'selections.1.courseStepId',
	],
	[
		'more than a hundred selections',
		{
			selections: Array.from({ length: 101 }, (_, i) => ({
				courseStepId: i + 1,
				courseStepOptionId: 1,
			})),
		},
		'selections',
	],
])('%s is refused and names the field', async (_, body, field) => {
	const answer = await request(student)
		.post(`${path}/1/book-sessions`)
		.send(body as object);
	expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
	expect(answer.body.data.issues.map((issue: { path: string }) => issue.path)).toEqual([field]);
	expect(booking.bookSessions).not.toHaveBeenCalled();
});

test('a body that is not JSON is refused', async () => {
	const answer = await request(student).post(`${path}/1/book-sessions`).send('{"selections":');
	expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});

test('when nothing could be booked the answer is 409 and carries the conflicts', async () => {
	const conflicts = [{ courseStepId: 1, courseStepOptionId: 2, reason: 'class_full', alternatives: [] }];
	booking.bookSessions.mockRejectedValue(new AppError('nothing_booked', 'Nothing.', { conflicts }));
	const answer = await request(student)
		.post(`${path}/1/book-sessions`)
		.send({ selections: [{ courseStepId: 1, courseStepOptionId: 2 }] });
	expect(answer.status).toBe(409);
	expect(answer.body).toEqual({
		code: 'nothing_booked',
		message: 'Nothing.',
		data: { status: 409, conflicts },
	});
});

test('cohorts are open to visitors, who hold no seat', async () => {
	catalogue.cohorts.mockResolvedValue({ course: { code: 'A B', title: 'Course' }, cohorts: [] });
	await request(appFor(0)).get('/course-programs/A%20B/cohorts').expect(200);
	expect(catalogue.cohorts).toHaveBeenCalledWith({ code: 'A B', studentId: 0 });
});

test('a course code longer than any is refused', async () => {
	const answer = await request(student).get(`/course-programs/${'x'.repeat(65)}/cohorts`);
	expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
});
