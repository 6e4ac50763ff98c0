import type { PersonalDataGroup, PersonalDataResponse } from '../../../contract';
import type { Connection } from '../../db/database';
import { activityOf, mailsOf, readEvents, readTraces, tasksOf, type Traces } from '../../db/personal-data';
import { readPlainGroup, type PlainGroup, type Slice } from '../../db/views/personal-data';
import { storedParams } from '../checkout/stored-params';
import { findEventsAbout } from './events-about';
import { payerOf } from './redaction.rules';

type Item = PersonalDataResponse['groups'][number]['items'][number];
type Value = string | number | boolean | Date | null;

const toItem = (id: string | number, values: Record<string, Value>): Item => ({
	id: String(id),
	fields: Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			value instanceof Date ? value.toISOString() : typeof value === 'boolean' ? Number(value) : value,
		]),
	),
});

const plain =
	(group: PlainGroup) =>
	async (db: Connection, { studentId }: Traces, slice: Slice): Promise<Item[]> =>
		(await readPlainGroup(db, group, studentId, slice)).map(({ id, ...values }) => toItem(id, values));

const checkouts = async (db: Connection, { studentId }: Traces, slice: Slice): Promise<Item[]> =>
	(await readPlainGroup(db, 'checkouts', studentId, slice)).map(({ id, stripeParams, ...values }) => {
		const params = storedParams({ stripe_params: stripeParams as string | null });
		const typed = { email: params?.customerEmail ?? null, returnUrl: params?.cancelUrl ?? null };
		return toItem(id, { ...values, ...typed });
	});

const events = async (db: Connection, traces: Traces, { offset, limit }: Slice): Promise<Item[]> => {
	const ids = await findEventsAbout(db, traces);
	const rows = await readEvents(db, ids.slice(offset, offset + limit));
	return rows.map((row) =>
		toItem(row.event_id, { type: row.type, receivedAt: row.created_at, ...payerOf(row.payload) }),
	);
};

const mails = async (db: Connection, { studentId }: Traces, { offset, limit }: Slice): Promise<Item[]> =>
	(await mailsOf(db, studentId).offset(offset).limit(limit)).map((row) =>
		toItem(row.id, {
			kind: row.kind,
			status: row.status,
			queuedAt: row.created_at,
			sentAt: row.sent_at,
		}),
	);

/** Other people stay unnamed: `staff:3` is told as `staff`. */
const kindOf = (actor: string, { studentId }: Traces): string =>
	actor === `student:${studentId}` ? 'student' : actor.replace(/:.*$/s, '');

const activity = async (db: Connection, traces: Traces, { offset, limit }: Slice): Promise<Item[]> =>
	(await activityOf(db, traces).offset(offset).limit(limit)).map((row) => {
		const { reason } = JSON.parse(row.data ?? '{}') as { reason?: string | null };
		return toItem(row.id, {
			action: row.action,
			actor: kindOf(row.actor, traces),
			at: row.created_at,
			reason: reason ?? null,
		});
	});

const tasks = async (db: Connection, traces: Traces, { offset, limit }: Slice): Promise<Item[]> =>
	(await tasksOf(db, traces).offset(offset).limit(limit)).map((row) =>
		toItem(row.id, {
			kind: row.kind,
			status: row.status,
			openedAt: row.created_at,
			resolvedAt: row.resolved_at,
			note: row.note,
		}),
	);

const READERS: Record<PersonalDataGroup, (db: Connection, traces: Traces, slice: Slice) => Promise<Item[]>> =
	{
		packages: plain('packages'),
		bookings: plain('bookings'),
		checkouts,
		refunds: plain('refunds'),
		stripe_events: events,
		mails,
		waiting_list: plain('waiting_list'),
		activity,
		tasks,
	};

/** Of each group: a page is a page of all of them together. */
const PER_PAGE = 100;

/** What the tables keep of a student, page by page from 1. A page may be empty. */
export const readPersonalData = async (
	db: Connection,
	studentId: number,
	page: number,
): Promise<PersonalDataResponse> => {
	const traces = await readTraces(db, studentId);
	// One more than is shown tells whether there is a next page.
	const slice = { offset: (page - 1) * PER_PAGE, limit: PER_PAGE + 1 };
	const groups: PersonalDataResponse['groups'] = [];
	let done = true;
	for (const [group, read] of Object.entries(READERS)) {
		const items = await read(db, traces, slice);
		done &&= items.length <= PER_PAGE;
		if (items.length > 0) {
			groups.push({ group: group as PersonalDataGroup, items: items.slice(0, PER_PAGE) });
		}
	}
	return { groups, done };
};
