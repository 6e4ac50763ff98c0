import type { Router } from 'express';
import { startTestApp, type StartedApp } from '../../../test/app';
import { expectGuarded, staffOf, type StaffCallers } from '../../../test/staff';
import { adminRoutes } from './admin-routes';

let app: StartedApp;
let staff: StaffCallers;
beforeAll(async () => {
	app = await startTestApp();
	staff = await staffOf(app);
});
afterAll(() => app.close());

interface Layer {
	route?: { path: string; methods: Record<string, boolean> };
	handle: { stack?: Layer[] };
}

/** Every route of a router and of those within it. */
const routesOf = ({ stack }: { stack?: Layer[] }): [method: string, path: string][] =>
	(stack ?? []).flatMap(({ route, handle }): [string, string][] =>
		route
			? Object.keys(route.methods).map((method) => [method.toUpperCase(), route.path])
			: routesOf(handle),
	);

/** What only managers read: it is for a change. */
const READ_BY_MANAGERS = ['/admin/stripe-prices'];
const OF_PRIVACY_TOOLS = [
	'/admin/students/:id/personal-data',
	'/admin/students/:id/erase',
	'/admin/former-students',
];

/** Whoever may only look changes nothing: everything but GET is for managers. */
const needsOf = (method: string, path: string): 'privacy' | 'manage' | 'view' => {
	if (OF_PRIVACY_TOOLS.includes(path)) {
		return 'privacy';
	}
	return method === 'GET' && !READ_BY_MANAGERS.includes(path) ? 'view' : 'manage';
};

test('no route of staff can be forgotten: each refuses whoever lacks its capability, before it looks at anything', async () => {
	const router: Router = adminRoutes(app.services);
	const routes = routesOf(router as unknown as { stack: Layer[] });
	expect(routes.length).toBeGreaterThan(40);
	for (const [method, path] of routes) {
		expect(path).toMatch(/^\/admin\//);
		await expectGuarded(staff, needsOf(method, path), method, path.replace(/:\w+/g, '1'));
	}
});
