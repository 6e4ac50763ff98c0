import type { CancelPackageRequest, StaffPackage } from '../contract';
import { table } from '../src/db/database';
import { seatsTaken } from './bookings';
import type { BuiltCohort } from './builders';
import type { Enrolled } from './enrollments';
import type { Shop, Sidecar } from './shop';

export const STAFF = 'staff:7';
const REASON = 'asked for on the phone';

/** What staff does to the enrollments of a shop, each time as they see them at that moment. */
export interface EnrollmentOffice {
	byHand(student: number, cohort: BuiltCohort, sidecar?: Sidecar): Promise<number>;
	cancel(
		enrolled: Pick<Enrolled, 'student'>,
		refund: CancelPackageRequest['refund'],
		sidecar?: Sidecar,
	): Promise<StaffPackage>;
	move(enrolled: Pick<Enrolled, 'student'>, to: BuiltCohort, sidecar?: Sidecar): Promise<StaffPackage>;
	/** Of the student's newest package. */
	read(enrolled: Pick<Enrolled, 'student'>): Promise<StaffPackage>;
	/** What went back of a payment at Stripe, newest first; minor unit. */
	amountsAt(enrolled: Pick<Enrolled, 'intentId'>): number[];
	/** Fails unless nobody has a seat any more, neither in the cohort nor in its two classes. */
	expectFreed(enrolled: Pick<Enrolled, 'cohort'>): Promise<void>;
	/** What the activity tells of an entity, oldest first. */
	activityOf(entityType: 'package' | 'checkout', entityId: number): Promise<ToldActivity[]>;
}

interface ToldActivity {
	actor: string;
	action: string;
	data: unknown;
}

/** @param shop Asked for lazily: a test file opens it before its first test. */
export const openEnrollmentOffice = (shop: () => Shop): EnrollmentOffice => {
	const target = async ({ student }: Pick<Enrolled, 'student'>) => {
		const owned = (await shop().packagesOf(student)).at(-1);
		return { packageId: owned?.id ?? 0, version: owned?.version ?? 0, actor: STAFF, reason: REASON };
	};
	return {
		byHand: async (studentId, { id: cohortId }, { enrollments } = shop().sidecar) =>
			(await enrollments.enroll({ studentId, cohortId, reason: REASON, actor: STAFF })).packageId,
		cancel: async (enrolled, refund, { enrollments } = shop().sidecar) =>
			enrollments.cancel({ ...(await target(enrolled)), refund }),
		move: async (enrolled, { id: cohortId }, { enrollments } = shop().sidecar) =>
			enrollments.move({ ...(await target(enrolled)), cohortId }),
		read: async (enrolled) => shop().sidecar.enrollments.read((await target(enrolled)).packageId),
		amountsAt: ({ intentId }) =>
			shop()
				.stripe.refundsOf(intentId)
				.map(({ amount }) => amount),
		expectFreed: async ({ cohort }) => {
			expect(await shop().seatsTaken(cohort)).toBe(0);
			expect(await seatsTaken(shop().db, cohort)).toEqual([0, 0]);
		},
		activityOf: async (entityType, entityId) => {
			const rows = await table<{
				id: number;
				actor: string;
				action: string;
				entity_type: string;
				entity_id: number;
				data: string | null;
			}>(shop().db, 'activity')
				.where({ entity_type: entityType, entity_id: entityId })
				.orderBy('id');
			return rows.map(({ actor, action, data }) => ({
				actor,
				action,
				data: JSON.parse(data ?? 'null') as unknown,
			}));
		},
	};
};
