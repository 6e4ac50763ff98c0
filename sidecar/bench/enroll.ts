import type { Pool, RowDataPacket } from 'mysql2/promise';
import { figure, row } from './figures';
import { expectStatus } from './http-client';
import { measure } from './load';
import { openPool } from './bare-session';
import { Samples } from './samples';
import type { Settings, Site } from './settings';
import { ratioOverRounds } from './statistics';
import { logIn, type Browser } from './wordpress-client';

const findOpenCohort = async (db: Pool, { courseCode }: Site): Promise<number> => {
	const [[cohort]] = await db.query<(RowDataPacket & { id: number })[]>(
		`SELECT cohort.id FROM wp_ce_course_cohorts AS cohort
			JOIN wp_ce_course_programs AS program ON program.id = cohort.program_id AND program.code = ?
			WHERE cohort.is_active = 1 AND cohort.deleted_at IS NULL
				AND (cohort.enrollment_deadline IS NULL OR cohort.enrollment_deadline > UTC_TIMESTAMP() + INTERVAL 1 DAY)
				AND (cohort.max_enrollment IS NULL OR cohort.current_enrollment < cohort.max_enrollment)
			ORDER BY cohort.id LIMIT 1`,
		[courseCode],
	);
	if (!cohort) {
		throw new Error(`Course ${courseCode} has no open cohort.`);
	}
	return cohort.id;
};

/** Lets go of the seat, so that the next click is a first one again: hold, Checkout Session, answer. */
const forgetCheckout = (db: Pool, { studentId }: Site) =>
	db.query(`UPDATE wp_ce_checkouts SET state = 'expired' WHERE student_id = ? AND state = 'open'`, [
		studentId,
	]);

const bareCall = async (browser: Browser): Promise<void> => {
	expectStatus(await browser.rest('GET', '/wp/v2/users/me'), 200, 'The bare REST call');
};

/**
 * The click on Enroll through WordPress beside an authenticated REST call of WordPress's own. The stub answers at once,
 * so there is no time of Stripe's to take out.
 */
export const enroll = async (settings: Settings) => {
	const { site, calls, rounds } = settings;
	if (!site) {
		throw new Error('This part needs the site.');
	}
	const db = openPool(settings.databaseUrl, site.databaseName, 1);
	const browser = await logIn(site);
	const cohortId = await findOpenCohort(db, site);
	const click = async (): Promise<void> => {
		const path = `/cohort-enrollment/v1/course-programs/${site.courseCode}/cohorts/${cohortId}/enroll`;
		expectStatus(await browser.rest('POST', path, '{}'), 200, 'The click on Enroll');
	};
	const samples = new Samples();
	for (let round = -1; round < rounds; round += 1) {
		const bare: number[] = [];
		const clicks: number[] = [];
		for (let time = 0; time < calls; time += 1) {
			bare.push((await measure([0], 1, () => bareCall(browser))).p50);
			await forgetCheckout(db, site);
			clicks.push((await measure([0], 1, click)).p50);
		}
		// The first round only warms up.
		if (round >= 0) {
			samples.addLatencies('enroll.bare', bare);
			samples.addLatencies('enroll.click', clicks);
		}
	}
	await forgetCheckout(db, site);
	const [[opened]] = await db.query<(RowDataPacket & { found: number })[]>(
		'SELECT COUNT(*) AS found FROM wp_ce_checkouts WHERE student_id = ? AND session_id IS NOT NULL',
		[site.studentId],
	);
	await db.end();
	if (opened?.found !== calls * (rounds + 1)) {
		throw new Error(`${opened?.found ?? 0} checkouts were opened by ${calls * (rounds + 1)} clicks.`);
	}
	const of = (name: string) => samples.of(`enroll.${name}`);
	return {
		rows: [
			...row('enroll.bare', 'WordPress: bare authenticated REST call', of('bare')),
			...row('enroll.click', 'WordPress: click on Enroll', of('click')),
		],
		figures: [
			figure(
				'enroll.ratio',
				'WordPress: click on Enroll to bare REST call, p50',
				ratioOverRounds(of('click'), of('bare'), 'p50'),
				'×',
				{ atMost: 1.5 },
			),
		],
		samples,
	};
};
