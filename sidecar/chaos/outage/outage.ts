import type { Knex } from 'knex';
import type { EnrollResponse } from '../../contract';
import { table } from '../../src/db/database';
import { buildCohort, buildCourse, buildPrice } from '../../test/builders';
import { buildStudent } from '../../test/wordpress';
import { atOnce } from '../at-once';
import { openFleet, type Fleet } from '../fleet';
import type { MariadbServer } from '../mariadb-server';
import type { PartResult } from '../report';
import { until } from '../until';

const PRICE = 49_000;
/** Students who shop at the same moment. */
const CROWD = 16;

interface Wanted {
	bundle: string;
	emulator: string;
	logs: string;
	outage: { students: number; kills: number };
	say: (line: string) => void;
}

/** One student's way: clicks until a session comes, or until no seat is left; then pays. Returns whether they paid. */
const shop = async (fleet: Fleet, path: string, student: number): Promise<boolean> => {
	let sessionId: string | undefined;
	await until('a click is answered', async () => {
		const { status, body } = await fleet.as(student)('POST', path, {});
		const answer = body as Partial<EnrollResponse> & { code?: string };
		sessionId = status === 200 ? (answer.sessionId ?? undefined) : undefined;
		return status === 200 || answer.code === 'cohort_full';
	});
	return sessionId !== undefined && (await fleet.stripe.control(`sessions/${sessionId}/pay`)) !== null;
};

/** Students shop while MariaDB is killed and started again, each time when another part of them has come through. */
const shopThroughOutages = async (
	fleet: Fleet,
	server: MariadbServer,
	{ students, kills }: Wanted['outage'],
): Promise<{ payments: number; kills: number }> => {
	const { db, stripe } = fleet;
	const course = await buildCourse(db, { steps: [{ options: [{ maxStudents: students }] }] });
	const cohort = await buildCohort(db, course, { maxEnrollment: students });
	await buildPrice(db, cohort, { amount: PRICE, stripePriceId: await stripe.createPrice(PRICE) });
	const people = await atOnce(Array.from({ length: students }), CROWD, () => buildStudent(db));
	const limitSeats = (seats: Knex.Raw | number) =>
		table<{ id: number; max_enrollment: Knex.Raw | number }>(db, 'course_cohorts')
			.where('id', cohort.id)
			.update({ max_enrollment: seats });
	const path = `/course-programs/${course.code}/cohorts/${cohort.id}/enroll`;
	let paid = 0;
	let through = 0;
	const shopping = atOnce(people, CROWD, async (student) => {
		if (await shop(fleet, path, student)) {
			paid += 1;
		}
		through += 1;
	});
	let killed = 0;
	for (; killed < kills; killed += 1) {
		const part = Math.floor((students * (killed + 0.5)) / kills);
		await until('enough students came through', () => through >= part);
		// Whoever is paying now gets the money back: refunds are under way too when the database dies.
		await limitSeats(db.raw('GREATEST(1, current_enrollment)'));
		await server.kill();
		await server.start();
		await until('those who were paying came through', () => through >= Math.min(students, part + CROWD));
		await limitSeats(students);
	}
	await shopping;
	return { payments: paid, kills: killed };
};

/** MariaDB is killed with SIGKILL in the middle of load. It loses no commit that it answered; nor do we. */
export const outage = async (server: MariadbServer, wanted: Wanted): Promise<PartResult> => {
	const result: PartResult = { passed: 0, failed: 0, counts: {}, failures: [] };
	const fleet = await openFleet('outage', wanted);
	try {
		const { payments, kills } = await shopThroughOutages(fleet, server, wanted.outage);
		const problems = await fleet.judge();
		const { refunds } = await fleet.stripe.ledger();
		result.counts = { 'database kills': kills, payments, refunds: refunds.length };
		if (problems.length === 0 && payments > 0) {
			result.passed += 1;
		} else {
			result.failed += 1;
			result.failures.push(['MariaDB killed under load:', ...problems.slice(0, 40)].join('\n  '));
			wanted.say(result.failures.at(-1) ?? '');
		}
	} finally {
		await fleet.close();
	}
	return result;
};
