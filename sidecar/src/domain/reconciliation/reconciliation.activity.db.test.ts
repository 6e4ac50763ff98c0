import { activityOf } from '../../../test/staff';
import { MINUTE, openShop, type Shop } from '../../../test/shop';
import { table } from '../../db/database';
import type { BuiltCohort } from '../../../test/builders';

const STAFF = 'staff:3';

let shop: Shop;
beforeEach(async () => {
	shop = await openShop();
});
afterEach(() => shop.close());

const told = async (entityType: string, id: number) =>
	(await activityOf(shop.db, entityType, id)).map(({ actor, action, data }) => ({
		actor,
		action,
		data: JSON.parse(data) as unknown,
	}));

/** A cohort and one of its class sessions that count students who are not there. */
const miscount = async (): Promise<{ cohort: BuiltCohort; sessionId: number }> => {
	const cohort = await shop.cohort();
	await shop.edit(cohort, { current_enrollment: 5 });
	const sessions = table<{ id: number; current_enrollment: number }>(shop.db, 'class_sessions');
	const [session] = await sessions.clone().orderBy('id').limit(1);
	const { id } = session!;
	await sessions.clone().where({ id }).update({ current_enrollment: 4 });
	return { cohort, sessionId: id };
};

test('who has the books mended is told with what was mended, and each counter with what it said before', async () => {
	const { cohort, sessionId } = await miscount();
	await shop.sidecar.reconciliation.reconcile({ apply: true, actor: STAFF });

	expect(await told('cohort', cohort.id)).toEqual([
		{
			actor: STAFF,
			action: 'cohort.recounted',
			data: { before: { currentEnrollment: 5 }, after: { currentEnrollment: 0 } },
		},
	]);
	expect(await told('class_session', sessionId)).toEqual([
		{
			actor: STAFF,
			action: 'class_session.recounted',
			data: { before: { currentEnrollment: 4 }, after: { currentEnrollment: 0 } },
		},
	]);
	expect(await told('reconciliation', 0)).toEqual([
		{
			actor: STAFF,
			action: 'reconciliation.applied',
			data: {
				mended: [
					{ kind: 'counter_differs', subject: `cohort:${cohort.id}` },
					{ kind: 'counter_differs', subject: `class_session:${sessionId}` },
				],
			},
		},
	]);
});

test('what the sidecar mends by its timer is told as its own', async () => {
	const { cohort } = await miscount();
	await shop.sidecar.reconciliation.runDue();
	expect(await told('cohort', cohort.id)).toMatchObject([{ actor: 'sidecar' }]);
	expect(await told('reconciliation', 0)).toMatchObject([{ actor: 'sidecar' }]);
});

test('a run that changes nothing leaves no line: neither a dry one, nor one that finds nothing', async () => {
	await shop.sidecar.reconciliation.reconcile({ apply: true, actor: STAFF });
	await miscount();
	await shop.sidecar.reconciliation.reconcile({ apply: false, actor: STAFF });
	shop.clock.pass(MINUTE);
	expect(await told('reconciliation', 0)).toEqual([]);
});
