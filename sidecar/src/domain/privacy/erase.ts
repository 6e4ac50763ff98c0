import type { Knex } from 'knex';
import type { EraseResponse } from '../../../contract';
import { recordActivity } from '../../db/activity';
import { batches } from '../../db/batches';
import { inTransaction, type Connection } from '../../db/database';
import {
	activityOf,
	clearTaskNotes,
	cutRow,
	deleteWaiting,
	mailsOf,
	readEvents,
	readTraces,
	type TracedCheckout,
	type Traces,
} from '../../db/personal-data';
import { AppError } from '../../errors';
import { hasEnded } from '../catalogue/catalogue.rules';
import { findEventsAbout } from './events-about';
import { redactActivity, redactEvent, redactMail, redactParams } from './redaction.rules';

export interface Erasure {
	/** WordPress user, who need not exist any more. */
	studentId: number;
	/** For the activity. */
	actor: string;
}

/** Few enough that no lock lasts, and no answer of the database is too large. */
const EVENTS_AT_ONCE = 50;

/** Whoever took part in a cohort that is over keeps the enrollment, and is erased all the same. */
const refuseLive = ({ packages, checkouts }: Traces, now: Date): void => {
	const live = packages.filter((owned) => owned.isLive && !hasEnded(owned, now)).length;
	const payable = checkouts.filter((checkout) => checkout.payable === 1).length;
	if (live + payable > 0) {
		throw new AppError(
			'enrollment_is_live',
			'This student is enrolled, or can still pay. Cancel that first.',
			{
				packages: live,
				checkouts: payable,
			},
		);
	}
};

const cutCheckouts = async (trx: Knex.Transaction, checkouts: TracedCheckout[]): Promise<number> => {
	let cut = 0;
	for (const row of checkouts) {
		const stripe_params = row.stripe_params === null ? null : redactParams(row.stripe_params);
		if (stripe_params !== row.stripe_params || row.session_url !== null) {
			await cutRow(trx, 'checkouts', row.id, { stripe_params, session_url: null });
			cut += 1;
		}
	}
	return cut;
};

interface Texts {
	id: number;
	data: string | null;
}

const cutTexts = async (
	trx: Knex.Transaction,
	name: 'notifications' | 'activity',
	rows: Texts[],
	redact: (stored: string) => string,
): Promise<number> => {
	let cut = 0;
	for (const { id, data } of rows) {
		const less = data === null ? null : redact(data);
		if (less !== data) {
			await cutRow(trx, name, id, { data: less });
			cut += 1;
		}
	}
	return cut;
};

/** Everything but the inbox, of which `events` are cut already. Returns how many rows are gone or say less. */
const eraseRows = async (
	trx: Knex.Transaction,
	{ studentId, actor }: Erasure,
	events: number,
	now: Date,
): Promise<number> => {
	const traces = await readTraces(trx, studentId, { lock: true });
	refuseLive(traces, now);
	const removed =
		events +
		(await deleteWaiting(trx, studentId)) +
		(await cutCheckouts(trx, traces.checkouts)) +
		(await cutTexts(trx, 'notifications', await mailsOf(trx, studentId), redactMail)) +
		(await cutTexts(trx, 'activity', await activityOf(trx, traces), redactActivity)) +
		(await clearTaskNotes(trx, traces.taskIds));
	if (removed > 0) {
		const entry = {
			actor,
			action: 'student.erased',
			entityType: 'student',
			entityId: studentId,
		} as const;
		await recordActivity(trx, { ...entry, data: { rows: removed } }, now);
	}
	return removed;
};

/** Rows that nobody else changes: each is written by itself. */
const eraseEvents = async (db: Connection, ids: readonly number[]): Promise<number> => {
	let cut = 0;
	for (const some of batches(ids, EVENTS_AT_ONCE)) {
		for (const { id, payload } of await readEvents(db, some)) {
			const less = redactEvent(payload);
			if (less !== payload) {
				await cutRow(db, 'stripe_events', id, { payload: less });
				cut += 1;
			}
		}
	}
	return cut;
};

/**
 * Takes out of all tables what tells who a student is; what was paid stays, with the number of the account. Raises
 * `enrollment_is_live` while a seat is held in a cohort that is not over. Safe to repeat, also after it broke off: the inbox comes first, because the
 * addresses by which it is searched go with the purchases.
 */
export const eraseStudent = async (
	db: Connection,
	erasure: Erasure,
	now: () => Date,
): Promise<EraseResponse> => {
	const traces = await readTraces(db, erasure.studentId);
	refuseLive(traces, now());
	const events = await eraseEvents(db, await findEventsAbout(db, traces));
	const removed = await inTransaction(db, (trx) => eraseRows(trx, erasure, events, now()));
	return { removed, retained: traces.checkouts.length + traces.refunds.length };
};
