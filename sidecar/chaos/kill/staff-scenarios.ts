import type { PackageRow } from '../../src/db/student-packages';
import { buildCohort } from '../../test/builders';
import { until } from '../until';
import type { Lane } from './lane';
import {
	enrolled,
	expectEqual,
	isQuiet,
	packagesOf,
	verifyOneRefund,
	verifyPurchase,
	type Purchase,
} from './purchase';
import type { Scenario } from './scenario';

const REASON = 'asked for on the phone';

/** Does something to the student's package as it is now, unless it is done. True when it is done. */
const change = async (
	lane: Lane,
	purchase: Purchase,
	act: string,
	{ body, isDone }: { body: object; isDone: (owned: PackageRow) => boolean },
): Promise<boolean> => {
	const [owned] = await packagesOf(lane, purchase);
	if (owned === undefined || isDone(owned)) {
		return owned !== undefined;
	}
	const wanted = { ...body, version: owned.version, reason: REASON };
	return (await lane.asManager('POST', `/admin/packages/${owned.id}/${act}`, wanted)).status === 200;
};

const cancel = (lane: Lane, purchase: Purchase): Promise<boolean> =>
	change(lane, purchase, 'cancel', {
		body: { refund: 'full' },
		isDone: ({ status }) => status !== 'ACTIVE',
	});

export const cancellation: Scenario = {
	name: 'cancellation by staff',
	prepare: enrolled,
	begin: cancel,
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'refunded'),
	repeat: (lane, purchase) => until('a cancellation is answered', () => cancel(lane, purchase)),
	verify: async (lane, purchase) => [
		...(await verifyOneRefund(lane, purchase)),
		...(await verifyPurchase(lane, purchase, {
			state: 'refunded',
			packages: ['REFUNDED'],
			mails: ['enrolled', 'enrollment_ended'],
		})),
	],
};

const moveOn = (lane: Lane, purchase: Purchase): Promise<boolean> =>
	change(lane, purchase, 'move', {
		body: { cohortId: purchase.movesTo },
		isDone: ({ cohort_id: cohortId }) => cohortId === purchase.movesTo,
	});

const cohortsOf = async (lane: Lane, purchase: Purchase): Promise<number[]> =>
	(await packagesOf(lane, purchase)).map(({ cohort_id: cohortId }) => cohortId);

export const move: Scenario = {
	name: 'move by staff',
	prepare: async (lane) => {
		const purchase = await enrolled(lane);
		const { sessions, course } = purchase.cohort;
		const firstSession = new Date((sessions[0]?.startsAt.getTime() ?? 0) + 60_000);
		const { id: movesTo } = await buildCohort(lane.db, course, { firstSession });
		return { ...purchase, movesTo };
	},
	begin: moveOn,
	isDone: async (lane, purchase) =>
		(await cohortsOf(lane, purchase)).every((cohortId) => cohortId === purchase.movesTo),
	repeat: (lane, purchase) => until('a move is answered', () => moveOn(lane, purchase)),
	verify: async (lane, purchase) => [
		...expectEqual('cohorts', await cohortsOf(lane, purchase), [purchase.movesTo]),
		...(await verifyPurchase(lane, purchase, {
			state: 'enrolled',
			packages: ['ACTIVE'],
			mails: ['enrolled', 'enrollment_moved'],
		})),
	],
};
