import { expect, test } from './support/test';
import { createAccount } from './support/student';
import { hasWpCli, typeWp } from './support/wp-cli';

test.skip(() => !hasWpCli(), 'WP-CLI comes through Composer only.');

const rowsOf = (json: string) => JSON.parse(json) as Record<string, string | number>[];

test('An operator lists what is sold, enrolls a student at the terminal, and takes the roster out', async ({
	demo,
	school,
	admin,
	student,
	records,
}) => {
	const offer = await school.offer();
	await student.buy(offer);
	const byHand = await createAccount(admin, 'subscriber');
	const cohort = String(offer.cohort.id);

	const enrolled = await typeWp(
		demo,
		'cohort',
		'enroll',
		cohort,
		byHand.email,
		'--reason=A gift',
		'--porcelain',
	);
	const [owned] = await records.packagesOf(byHand.id);
	expect(enrolled).toMatchObject({ code: 0, output: `${owned?.id}\n` });
	const again = await typeWp(demo, 'cohort', 'enroll', cohort, byHand.login, '--reason=A gift');
	expect(again.code).toBe(1);
	expect(again.errors).toContain('[already_enrolled]');

	const listed = await typeWp(
		demo,
		'cohort',
		'cohort',
		'list',
		`--course=${offer.course.id}`,
		'--format=json',
	);
	expect(rowsOf(listed.output)).toMatchObject([
		{ id: offer.cohort.id, enrolled: 2, held: 0, price: '245.00 EUR', availability: 'open' },
	]);
	const courses = await typeWp(
		demo,
		'cohort',
		'course',
		'list',
		`--search=${offer.course.code}`,
		'--format=json',
	);
	expect(rowsOf(courses.output)).toMatchObject([{ id: offer.course.id, students: 2 }]);
	const roster = await typeWp(demo, 'cohort', 'roster', 'export', cohort);
	expect(roster.output.trim().split('\n')).toHaveLength(3);
	expect(roster.output).toContain(student.email);
	expect(roster.output).toContain(byHand.email);
	const forPrograms = await typeWp(
		demo,
		'cohort',
		'roster',
		'export',
		cohort,
		`--search=${byHand.login}`,
		'--format=json',
	);
	expect(rowsOf(forPrograms.output)).toMatchObject([
		{ package: owned?.id, email: byHand.email, status: 'ACTIVE', payment_state: 'enrolled' },
	]);
});

test('An operator gives a part of the money back at the terminal, once', async ({
	demo,
	school,
	student,
	records,
	stripe,
}) => {
	const { sessionId, packageId } = await student.buy(await school.offer());
	const { id, payment_intent_id: intent } = await records.checkout(sessionId);
	const refund = (...more: string[]) =>
		typeWp(demo, 'cohort', 'refund', String(packageId), '--reason=Ill', '--yes', ...more);

	expect((await refund('--amount=500')).errors).toContain('[refund_too_large]');
	const [told] = rowsOf((await refund('--amount=45.5', '--format=json')).output);
	expect(told).toMatchObject({ package: packageId, status: 'CANCELLED', amount: '45.50 EUR' });
	expect((await refund()).errors).toContain('[package_not_active]');
	await expect
		.poll(async () => (await records.refundsOf(id)).map(({ status }) => status))
		.toEqual(['succeeded']);
	const { data } = await stripe.refunds.list({ payment_intent: intent ?? '' });
	expect(data.map(({ amount }) => amount)).toEqual([4550]);
	expect(await records.packagesOf(student.id)).toMatchObject([{ status: 'CANCELLED' }]);
});

test('An operator sees that all is well, compares the books, and works on an event again', async ({
	demo,
	school,
	student,
	records,
}) => {
	const { sessionId } = await student.buy(await school.offer());
	const health = await typeWp(demo, 'cohort', 'health', '--format=json');
	const statuses = Object.fromEntries(rowsOf(health.output).map(({ check, status }) => [check, status]));
	for (const check of ['reachable', 'token', 'version', 'schema', 'stripe', 'clock', 'roles']) {
		expect([check, statuses[check]]).toEqual([check, 'good']);
	}
	const env = await typeWp(demo, 'cohort', 'env', '--format=json');
	const values = Object.fromEntries(rowsOf(env.output).map(({ name, value }) => [name, value]));
	expect(values).toMatchObject({ address: demo.sidecarUrl, mode: 'test', token: 'accepted' });

	// Other tests leave differences behind; this purchase is none.
	const { output } = await typeWp(demo, 'cohort', 'reconcile', '--format=json');
	expect(rowsOf(output).map(({ subject }) => subject)).not.toContain(sessionId);

	const [event] = await records.inboxOf(sessionId);
	const replayed = await typeWp(demo, 'cohort', 'replay', event!.event_id, '--format=csv');
	expect(replayed).toMatchObject({ code: 0, output: `event,status\n${event!.event_id},done\n` });
	expect((await typeWp(demo, 'cohort', 'replay', 'evt_nobody_knows')).code).toBe(1);
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('With --user a command may do what that user may, and no more', async ({ demo, admin }) => {
	const { login } = await createAccount(admin, 'subscriber');
	const refused = await typeWp(demo, 'cohort', 'course', 'list', `--user=${login}`);
	expect(refused.code).toBe(1);
	expect(refused.errors).toContain('[forbidden]');
});
