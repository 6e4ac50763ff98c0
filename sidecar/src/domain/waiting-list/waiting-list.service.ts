import type { Knex } from 'knex';
import type { WaitingListRequest, WaitingListResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { lockCohort, readSeatFacts, type CohortRow, type SeatFacts } from '../../db/course-cohorts';
import { inTransaction, type Connection } from '../../db/database';
import { queueNotification } from '../../db/notifications';
import { findOffer, type Offer } from '../../db/views/offer';
import {
	countOffers,
	dropServed,
	findCohortsToOffer,
	findWaiting,
	forgetOldWaiting,
	markOffered,
	startWaiting,
	stopWaiting,
	type WaitingRow,
} from '../../db/waiting-list';
import { AppError } from '../../errors';
import { cohortSeatsLeft } from '../catalogue/catalogue.rules';
import { enrollRefusal, REFUSAL_TEXTS } from '../checkout/checkout.rules';
import { resolveOnSite } from '../checkout/return-urls';
import { OFFER_MILLISECONDS, offersToMake } from './waiting-list.rules';

interface Place {
	courseCode: string;
	cohortId: number;
	studentId: number;
}

export interface WaitingListService {
	/**
	 * Puts a student on a full cohort's list; twice changes nothing. Raises course_not_found, cohort_not_found,
	 * cohort_inactive, deadline_passed, already_enrolled, no_price, cohort_not_full, invalid_request (path).
	 */
	join(request: Place & WaitingListRequest & { siteUrl: string }): Promise<WaitingListResponse>;
	/** Takes a student off the list, who need not be on it. */
	leave(request: Place): Promise<WaitingListResponse>;
	/**
	 * Tells as many waiting students as there are free seats, the longest waiting first; returns how many. No seat is held
	 * by it: whoever enrolls first has it.
	 */
	offerFreeSeats(): Promise<number>;
	/** Forgets offers that nobody took, and whoever waits for a cohort that is over; returns how many. */
	forgetOld(): Promise<number>;
}

interface Dependencies {
	db: Connection;
	/** Which of Stripe's two sets of prices counts. */
	livemode: boolean;
	clock: Clock;
}

/** A cohort as it is under its lock, and what may be said of it. */
interface LockedCohort {
	cohort: CohortRow;
	facts: SeatFacts;
}

const DAY = 86_400_000;

const findSold = async (db: Connection, place: Place, livemode: boolean): Promise<Offer> => {
	const { courseCode: code, cohortId, studentId } = place;
	const offer = await findOffer(db, { code, cohortId, studentId, livemode });
	if (!offer) {
		throw new AppError('course_not_found', 'There is no such course, or it is not offered now.');
	}
	return offer;
};

const lockSold = async (
	trx: Knex.Transaction,
	offer: Offer,
	studentId: number,
	now: Date,
): Promise<LockedCohort | null> => {
	const cohort = offer.cohort && (await lockCohort(trx, offer.cohort.id));
	if (!cohort || cohort.deleted_at !== null) {
		return null;
	}
	const seat = { cohortId: cohort.id, programId: offer.programId, studentId };
	return { cohort, facts: await readSeatFacts(trx, seat, now) };
};

const refuseUnlessFull = (locked: LockedCohort, { price }: Offer, now: Date): void => {
	const refusal = enrollRefusal({ ...locked, price, now });
	if (refusal === null) {
		throw new AppError('cohort_not_full', 'This cohort has a free seat.');
	}
	if (refusal !== 'cohort_full') {
		throw new AppError(refusal, REFUSAL_TEXTS[refusal]);
	}
};

/** False when the student left meanwhile. */
const offerSeat = async (
	trx: Knex.Transaction,
	row: WaitingRow,
	{ programCode, programTitle, cohort, price }: Offer,
	now: Date,
): Promise<boolean> => {
	if (!(await markOffered(trx, row.id, now))) {
		return false;
	}
	const data = {
		courseCode: programCode,
		courseTitle: programTitle,
		cohortName: cohort?.name ?? '',
		amount: price?.amount ?? 0,
		currency: price?.currency ?? '',
		returnUrl: row.return_url,
	};
	const to = { subject: `waiting:${row.id}`, studentId: row.student_id, checkoutId: null };
	await queueNotification(trx, { kind: 'seat_available', data }, to, now);
	return true;
};

const offerSeatsOf = async (trx: Knex.Transaction, offer: Offer, now: Date): Promise<number> => {
	const locked = await lockSold(trx, offer, 0, now);
	if (locked === null) {
		return 0;
	}
	const { cohort, facts } = locked;
	await dropServed(trx, cohort.id);
	if (enrollRefusal({ ...locked, price: offer.price, now }) !== null) {
		return 0;
	}
	const since = new Date(now.getTime() - OFFER_MILLISECONDS);
	const offers = await countOffers(trx, { cohortId: cohort.id, since, now });
	const limit = offersToMake(cohortSeatsLeft(cohort, facts.heldByOthers), offers);
	let told = 0;
	for (const row of limit > 0 ? await findWaiting(trx, { cohortId: cohort.id, limit, now }) : []) {
		told += (await offerSeat(trx, row, offer, now)) ? 1 : 0;
	}
	return told;
};

export const createWaitingListService = ({ db, livemode, clock }: Dependencies): WaitingListService => ({
	async join({ returnPath, siteUrl, ...place }) {
		const returnUrl =
			returnPath === undefined ? null : resolveOnSite(siteUrl, returnPath, 'returnPath').href;
		const offer = await findSold(db, place, livemode);
		await inTransaction(db, async (trx) => {
			const now = clock.now();
			const locked = await lockSold(trx, offer, place.studentId, now);
			if (locked === null) {
				throw new AppError('cohort_not_found', 'This course has no such cohort.');
			}
			refuseUnlessFull(locked, offer, now);
			const row = {
				cohort_id: locked.cohort.id,
				program_id: offer.programId,
				student_id: place.studentId,
				return_url: returnUrl,
			};
			await startWaiting(trx, row, now);
		});
		return { onWaitingList: true };
	},

	async leave(place) {
		await stopWaiting(db, place);
		return { onWaitingList: false };
	},

	async offerFreeSeats() {
		let told = 0;
		for (const { cohortId, courseCode: code } of await findCohortsToOffer(db, clock.now())) {
			const offer = await findOffer(db, { code, cohortId, studentId: 0, livemode });
			if (offer?.cohort) {
				told += await inTransaction(db, (trx) => offerSeatsOf(trx, offer, clock.now()));
			}
		}
		return told;
	},

	async forgetOld() {
		const now = clock.now().getTime();
		return forgetOldWaiting(db, {
			offeredBefore: new Date(now - OFFER_MILLISECONDS),
			// A cohort's last day ends in its own time zone.
			endedBefore: new Date(now - DAY).toISOString().slice(0, 10),
		});
	},
});
