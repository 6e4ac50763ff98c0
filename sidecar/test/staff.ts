import type { Caller, StartedApp } from './app';
import { table, type Connection } from '../src/db/database';
import { buildStudent } from './wordpress';

/** The activity's name for the manager of {@link staffOf}. */
export interface StaffCallers {
	/** May change everything. */
	manager: Caller;
	/** `staff:3`. */
	managerActor: string;
	/** May look at rosters only. */
	viewer: Caller;
	/** Has an account, and no capability. */
	student: Caller;
	visitor: Caller;
	/** Speaks from the server, for no account, and may do everything. */
	operator: Caller;
}

export const MANAGER_CAPABILITIES = ['manage_cohorts', 'view_cohort_rosters'];
const OPERATOR_CAPABILITIES = [
	...MANAGER_CAPABILITIES,
	'export_others_personal_data',
	'erase_others_personal_data',
];

/** People with every sort of capability. */
export const staffOf = async (app: StartedApp): Promise<StaffCallers> => {
	const managerId = await buildStudent(app.db);
	return {
		manager: app.as({ userId: managerId, caps: MANAGER_CAPABILITIES }),
		managerActor: `staff:${managerId}`,
		viewer: app.as({ userId: await buildStudent(app.db), caps: ['view_cohort_rosters'] }),
		student: app.as({ userId: await buildStudent(app.db) }),
		visitor: app.as({ userId: 0 }),
		operator: app.as({ userId: 0, caps: OPERATOR_CAPABILITIES }),
	};
};

/** Status and code, or the body of an answer that is no error. */
export const answerOf = ({ status, body }: { status: number; body: unknown }): [number, unknown] => [
	status,
	(body as { code?: string }).code ?? body,
];

/**
 * Fails unless the route refuses everybody without the capability, before it looks at anything else. `privacy` are those
 * of WordPress's privacy tools, which no member of staff has in a browser.
 */
export const expectGuarded = async (
	{ viewer, manager, student, visitor }: StaffCallers,
	needs: 'privacy' | 'manage' | 'view',
	method: string,
	path: string,
): Promise<void> => {
	const body = method === 'GET' || method === 'DELETE' ? undefined : {};
	expect(answerOf(await visitor(method, path, body))).toEqual([401, 'login_required']);
	expect(answerOf(await student(method, path, body))).toEqual([403, 'forbidden']);
	if (needs === 'view') {
		expect((await viewer(method, path, body)).status).not.toBe(403);
	} else {
		expect(answerOf(await viewer(method, path, body))).toEqual([403, 'forbidden']);
	}
	if (needs === 'privacy') {
		expect(answerOf(await manager(method, path, body))).toEqual([403, 'forbidden']);
	}
};

/** What the activity tells of a row, oldest first; `data` is JSON. */
export const activityOf = (
	db: Connection,
	entityType: string,
	entityId: number,
): Promise<{ actor: string; action: string; data: string }[]> =>
	table<{ entity_type: string; entity_id: number; actor: string; action: string; data: string }>(
		db,
		'activity',
	)
		.where({ entity_type: entityType, entity_id: entityId })
		.orderBy('id')
		.select('actor', 'action', 'data');
