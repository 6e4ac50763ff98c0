import type { NotificationRow } from '../src/db/notifications';
import { table } from '../src/db/database';
import type { WaitingRow } from '../src/db/waiting-list';
import type { BuiltCohort } from './builders';
import { SITE_URL, type Shop, type Sidecar } from './shop';

/** Students who wait for seats of a shop's cohorts, and what brings the seats. */
export interface WaitingRoom {
	/** Enrolls a student and returns the session that was paid. */
	buy(student: number, cohort: BuiltCohort): Promise<string>;
	/** A cohort whose seats are all sold, with the sessions that paid for them. */
	fullCohort(seats?: number): Promise<{ cohort: BuiltCohort; sold: string[] }>;
	/** Refunds what a session paid; its seat is free again. */
	giveBack(sessionId: string | undefined): Promise<void>;
	/** Lets the hold of a checkout run out. */
	lapse(sessionId: string): Promise<void>;
	join(
		student: number,
		cohort: BuiltCohort,
		returnPath?: string,
	): ReturnType<Sidecar['waitingList']['join']>;
	leave(student: number, cohort: BuiltCohort): ReturnType<Sidecar['waitingList']['leave']>;
	/** A cohort's list, the longest waiting first. */
	rows(cohort: BuiltCohort): Promise<WaitingRow[]>;
	/** Which of these students were told of a seat, in the order of the mails. */
	offersTo(students: readonly number[]): Promise<number[]>;
}

/** What a request about one student and one cohort names. */
export const placeOf = (studentId: number, { id, course }: BuiltCohort) => ({
	studentId,
	cohortId: id,
	courseCode: course.code,
	siteUrl: SITE_URL,
});

/** @param shop Asked for lazily: a test file opens it before its first test. */
export const openWaitingRoom = (shop: () => Shop): WaitingRoom => {
	const buy: WaitingRoom['buy'] = async (student, cohort) => {
		const { sidecar, stripe } = shop();
		const sessionId = await sidecar.checkOut(student, cohort);
		stripe.pay(sessionId);
		await sidecar.deliver('checkout.session.completed', sessionId);
		return sessionId;
	};
	return {
		buy,
		async fullCohort(seats = 1) {
			const cohort = await shop().cohort({ maxEnrollment: seats });
			const sold: string[] = [];
			for (const student of await shop().students(seats)) {
				sold.push(await buy(student, cohort));
			}
			return { cohort, sold };
		},
		async giveBack(sessionId = '') {
			const { stripe, sidecar, checkout } = shop();
			const { payment_intent_id: intentId } = await checkout(sessionId);
			const { id } = stripe.makeRefund(intentId ?? '');
			await sidecar.deliver('refund.created', id);
		},
		async lapse(sessionId) {
			const { db, clock } = shop();
			await table<{ session_id: string; expires_at: Date }>(db, 'checkouts')
				.where('session_id', sessionId)
				.update({ expires_at: new Date(clock.now().getTime() - 1) });
		},
		join: (student, cohort, returnPath = '/course/#cohort') =>
			shop().sidecar.waitingList.join({ ...placeOf(student, cohort), returnPath }),
		leave: (student, cohort) => shop().sidecar.waitingList.leave(placeOf(student, cohort)),
		rows: ({ id }) => table<WaitingRow>(shop().db, 'waiting_list').where('cohort_id', id).orderBy('id'),
		async offersTo(students) {
			const told = await table<NotificationRow>(shop().db, 'notifications')
				.where('kind', 'seat_available')
				.whereIn('student_id', [...students])
				.orderBy('id');
			return told.map(({ student_id: student }) => student ?? 0);
		},
	};
};
