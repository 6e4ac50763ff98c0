import { randomUUID } from 'node:crypto';
import { suffix } from '../../../test/build-rows';
import { expectLedgerToBalance } from '../../../test/ledger';
import { HOUR, openShop, refusalOf, SITE_URL, type Shop } from '../../../test/shop';
import { buildStudent, deleteStudent } from '../../../test/wordpress';
import type { BuiltCohort } from '../../../test/builders';
import { table, tableName } from '../../db/database';
import type { TaskRow } from '../../db/tasks';

const STAFF = 'staff:7';

/** What tells who somebody is; nobody of another test has any of it. */
const someone = () => {
	const mark = suffix();
	return {
		name: `Ada ${mark}`,
		email: `Ada.${mark}+school@example.test`,
		typedEmail: `countess.${mark}@example.test`,
		phone: `+33${mark}`,
		city: `Paris ${mark}`,
		note: `Ada ${mark} asked for it on the phone`,
	};
};

let shop: Shop;
let ada: ReturnType<typeof someone>;
beforeAll(async () => {
	shop = await openShop();
});
beforeEach(() => {
	ada = someone();
});
afterEach(() => expectLedgerToBalance(shop));
afterAll(() => shop.close());

/** What Stripe tells of whoever paid, in a session or in a charge. */
const payer = () => {
	const { name, typedEmail: email, phone, city } = ada;
	const details = { name, email, phone, address: { city } };
	return { customer_details: details, billing_details: details };
};

const deliver = (type: string, objectId: string, object: object = {}): Promise<void> =>
	shop.sidecar.deliver(type, objectId, { data: { object: { id: objectId, ...object } } } as object);

const buy = async (student: number, cohort: BuiltCohort, email = ada.email): Promise<string> => {
	const buyer = {
		userId: student,
		email,
		siteUrl: SITE_URL,
		paths: { success: '/your-enrollment/', dashboard: '/my-courses/' },
	};
	const { sessionId } = await shop.sidecar.click(student, cohort, {
		buyer,
		cancelPath: `/course/?email=${email}#${email}`,
	});
	shop.stripe.pay(sessionId ?? '');
	await deliver('checkout.session.completed', sessionId ?? '', payer());
	return sessionId ?? '';
};

const sendMails = async (): Promise<void> => {
	while ((await shop.sidecar.notifications.sendDue()) > 0);
};

/** Bought, was refunded by staff who wrote why, waits for another cohort, and is mentioned by other events. */
const formerStudent = async (): Promise<{ student: number; intent: string }> => {
	const student = await buildStudent(shop.db, { name: ada.name, email: ada.email });
	const sessionId = await buy(student, await shop.cohort());
	const { payment_intent_id: intent } = await shop.checkout(sessionId);
	const [owned] = await shop.packagesOf(student);
	const { id: packageId, version } = owned!;
	await shop.sidecar.enrollments.cancel({
		packageId,
		version,
		reason: ada.note,
		refund: 'full',
		actor: STAFF,
	});
	await shop.sidecar.work();
	const [refund] = await shop.refundsOf((await shop.checkout(sessionId)).id);
	await deliver('refund.updated', refund?.stripe_refund_id ?? '', { payment_intent: intent });
	await deliver('charge.refunded', `ch_${suffix()}`, {
		payment_intent: intent,
		receipt_email: ada.email,
		...payer(),
	});
	await deliver('checkout.session.completed', `cs_test_foreign${suffix()}`, {
		customer_email: ada.email.toLowerCase(),
	});
	await sendMails();
	await table<TaskRow>(shop.db, 'tasks').insert({
		kind: 'dispute',
		subject: `checkout:${refund!.checkout_id}`,
		checkout_id: refund!.checkout_id,
		livemode: false,
		status: 'resolved',
		resolved_by: STAFF,
		note: ada.note,
		created_at: shop.clock.now(),
		updated_at: shop.clock.now(),
	});
	const full = await shop.cohort({ maxEnrollment: 0 });
	await shop.sidecar.waitingList.join({
		studentId: student,
		courseCode: full.course.code,
		cohortId: full.id,
		siteUrl: SITE_URL,
		returnPath: `/course/?email=${ada.email}`,
	});
	return { student, intent: intent ?? '' };
};

/** `table.column` of every text in our tables in which one of the words stands, whatever its case. */
const whereFound = async (words: readonly string[]): Promise<string[]> => {
	const [columns] = (await shop.db.raw(
		`SELECT TABLE_NAME AS name, COLUMN_NAME AS col FROM information_schema.COLUMNS
			WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE ?
				AND DATA_TYPE IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json')`,
		[`${tableName(shop.db, '')}%`],
	)) as [{ name: string; col: string }[]];
	expect(columns.length).toBeGreaterThan(40);
	const found: string[] = [];
	for (const { name, col } of columns) {
		for (const word of words) {
			const hits = (await shop.db(name).whereRaw('?? LIKE ?', [col, `%${word}%`])) as unknown[];
			if (hits.length > 0) {
				found.push(`${name.slice(tableName(shop.db, '').length)}.${col}`);
			}
		}
	}
	return [...new Set(found)].sort();
};

const words = () => Object.values(ada);

const erase = (studentId: number) => shop.sidecar.privacy.erase({ studentId, actor: STAFF });

test('after an erasure no text of any table names the student any more, and the money is still told', async () => {
	const { student, intent } = await formerStudent();
	expect(await whereFound(words())).toEqual([
		'activity.data',
		'checkouts.stripe_params',
		'stripe_events.payload',
		'tasks.note',
		'waiting_list.return_url',
	]);
	const { removed, retained } = await erase(student);
	expect(retained).toBe(2);
	expect(removed).toBeGreaterThan(5);
	expect(await whereFound(words())).toEqual([]);
	expect(await shop.checkoutsOf(student)).toMatchObject([
		{ state: 'refunded', amount: 49_000, currency: 'eur', payment_intent_id: intent, session_url: null },
	]);
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'REFUNDED', payment_intent_id: intent }]);
	const about = (await shop.events()).filter(({ payload }) => payload.includes(intent));
	expect(about.length).toBeGreaterThan(1);
	for (const { payload, object_id: id } of about) {
		expect(JSON.parse(payload)).toMatchObject({ data: { object: { id } } });
	}
});

test('the erasure itself is told in the audit trail, with who asked for it and without a name', async () => {
	const { student } = await formerStudent();
	const { removed } = await erase(student);
	expect(
		await table<{ action: string; actor: string; entity_id: number; data: string }>(shop.db, 'activity')
			.where({ action: 'student.erased', entity_id: student })
			.select('actor', 'entity_id', 'data'),
	).toEqual([{ actor: STAFF, entity_id: student, data: JSON.stringify({ rows: removed }) }]);
});

test('erasing twice changes nothing more, and is told once', async () => {
	const { student } = await formerStudent();
	const [first, second] = await Promise.all([erase(student), erase(student)]);
	expect(first.removed + second.removed).toBeGreaterThan(0);
	expect(await erase(student)).toEqual({ removed: 0, retained: 2 });
	expect(await whereFound(words())).toEqual([]);
});

test('what Stripe sends afterwards is erased the next time', async () => {
	const { student, intent } = await formerStudent();
	await erase(student);
	await deliver('charge.dispute.created', `du_${suffix()}`, {
		payment_intent: intent,
		evidence: { customer_name: ada.name },
	});
	expect(await erase(student)).toEqual({ removed: 1, retained: 2 });
	expect(await whereFound(words())).toEqual([]);
});

test('while a seat is held nothing is erased, whether it is bought or only held', async () => {
	const student = await buildStudent(shop.db, { name: ada.name, email: ada.email });
	const cohort = await shop.cohort();
	const sessionId = await shop.sidecar.checkOut(student, cohort);
	const before = await shop.checkout(sessionId);
	expect(await refusalOf(erase(student))).toBe('enrollment_is_live');
	shop.stripe.pay(sessionId);
	await deliver('checkout.session.completed', sessionId, payer());
	await expect(erase(student)).rejects.toMatchObject({
		code: 'enrollment_is_live',
		data: { packages: 1, checkouts: 0 },
	});
	expect((await shop.checkout(sessionId)).stripe_params).toBe(before.stripe_params);
	expect(await whereFound([ada.name])).toEqual(['stripe_events.payload']);
});

test('whoever took part in a cohort that is over is erased, and the enrollment stays', async () => {
	const student = await buildStudent(shop.db, { name: ada.name, email: ada.email });
	const cohort = await shop.cohort();
	await buy(student, cohort);
	await shop.edit(cohort, { start_date: '2020-01-01', end_date: '2020-02-01' });
	expect(await erase(student)).toMatchObject({ retained: 1 });
	expect(await whereFound(words())).toEqual([]);
	expect(await shop.packagesOf(student)).toMatchObject([{ status: 'ACTIVE' }]);
});

test('a purchase that begins while an erasure runs keeps what Stripe must be sent again', async () => {
	const { student } = await formerStudent();
	const cohort = await shop.cohort();
	await Promise.all([
		erase(student).catch(() => undefined),
		shop.sidecar.click(student, cohort, {
			buyer: {
				userId: student,
				email: ada.email,
				siteUrl: SITE_URL,
				paths: { success: '/a/', dashboard: '/b/' },
			},
		}),
	]);
	const open = (await shop.checkoutsOf(student)).find(({ state }) => state === 'open');
	expect(JSON.parse(open?.stripe_params ?? '{}')).toMatchObject({ customerEmail: ada.email });
});

test('other students keep what is theirs, also when they share the address of a firm that pays', async () => {
	const other = await buildStudent(shop.db, { name: 'Bob', email: 'bob@example.test' });
	await buy(other, await shop.cohort(), 'bob@example.test');
	const stored = async () =>
		(await shop.events()).filter(({ payload }) => payload.includes(ada.typedEmail)).length;
	expect(await stored()).toBe(1);
	const { student } = await formerStudent();
	await erase(student);
	expect(await stored()).toBe(1);
	expect((await shop.checkoutsOf(other))[0]?.stripe_params).toContain('bob@example.test');
});

test('whoever is unknown has nothing to erase', async () => {
	expect(await erase(404)).toEqual({ removed: 0, retained: 0 });
	expect(await shop.sidecar.privacy.read(404, 1)).toEqual({ groups: [], done: true });
});

describe('a student whose account was deleted', () => {
	test('is found by the address of a purchase, whatever its case, until that is erased', async () => {
		const { student } = await formerStudent();
		const find = async (email: string) => (await shop.sidecar.privacy.findFormer(email)).studentIds;
		expect(await find(ada.email)).toEqual([]);
		await deleteStudent(shop.db, student);
		expect(await find(ada.email.toUpperCase())).toEqual([student]);
		expect(await find('%')).toEqual([]);
		await erase(student);
		expect(await whereFound(words())).toEqual([]);
		expect(await find(ada.email)).toEqual([]);
	});
});

type Groups = Record<string, Record<string, unknown>[]>;

const read = async (student: number): Promise<Groups> => {
	const { groups, done } = await shop.sidecar.privacy.read(student, 1);
	expect(done).toBe(true);
	return Object.fromEntries(groups.map(({ group, items }) => [group, items.map(({ fields }) => fields)]));
};

test('everything that is kept of a student is told, and nothing about others', async () => {
	const { student, intent } = await formerStudent();
	const other = await buildStudent(shop.db, { name: 'Bob', email: 'bob@example.test' });
	await buy(other, await shop.cohort(), 'bob@example.test');
	const told = await read(student);
	const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
	expect(Object.keys(told)).toEqual([
		'packages',
		'bookings',
		'checkouts',
		'refunds',
		'stripe_events',
		'mails',
		'waiting_list',
		'activity',
		'tasks',
	]);
	expect(told['packages']).toEqual([
		{
			course: expect.any(String),
			cohort: expect.any(String),
			status: 'REFUNDED',
			purchasedAt: at,
		},
	]);
	expect(told['bookings']).toHaveLength(2);
	expect(told['checkouts']).toMatchObject([
		{
			email: ada.email,
			amount: 49_000,
			currency: 'eur',
			state: 'refunded',
			reason: 'requested',
			paymentIntentId: intent,
		},
	]);
	expect(told['checkouts']?.[0]).not.toHaveProperty('stripeParams');
	expect(told['refunds']).toMatchObject([{ status: expect.any(String), currency: 'eur', queuedAt: at }]);
	expect(told['stripe_events']).toHaveLength(4);
	expect(told['stripe_events']?.[0]).toEqual({
		type: 'checkout.session.completed',
		receivedAt: at,
		name: ada.name,
		email: ada.typedEmail,
		phone: ada.phone,
		address: ada.city,
	});
	expect(told['mails']?.map(({ kind }) => kind)).toEqual(['enrolled', 'enrollment_ended']);
	expect(told['waiting_list']).toMatchObject([
		{ since: at, returnUrl: expect.stringContaining(ada.email) as string },
	]);
	expect(told['activity']).toContainEqual({
		action: 'package.refunded',
		actor: 'staff',
		at,
		reason: ada.note,
	});
	expect(told['tasks']).toMatchObject([{ kind: 'dispute', note: ada.note }]);
	expect(JSON.stringify(told)).not.toContain('bob@');
});

test('what does not fit on one page goes on on the next, each row once', async () => {
	const student = await buildStudent(shop.db);
	const now = shop.clock.now();
	await table(shop.db, 'notifications').insert(
		Array.from({ length: 150 }, (_, index) => ({
			reference: randomUUID(),
			kind: 'enrolled',
			subject: `page:${index}`,
			student_id: student,
			status: 'sent',
			next_attempt_at: now,
			created_at: now,
			updated_at: now,
		})),
	);
	const pages = await Promise.all([1, 2, 3].map((page) => shop.sidecar.privacy.read(student, page)));
	expect(pages.map(({ done, groups }) => [done, groups[0]?.items.length])).toEqual([
		[false, 100],
		[true, 50],
		[true, undefined],
	]);
	const ids = pages.flatMap(({ groups }) => groups.flatMap(({ items }) => items.map(({ id }) => id)));
	expect(new Set(ids).size).toBe(150);
});

test('a mail that waits to be sent still goes out after an erasure', async () => {
	const { student } = await formerStudent();
	await table<{ student_id: number; status: string }>(shop.db, 'notifications')
		.where({ student_id: student })
		.update({ status: 'due' });
	shop.clock.pass(HOUR);
	await erase(student);
	const before = shop.mail.calls;
	await sendMails();
	expect(shop.mail.calls).toBe(before + 2);
});
