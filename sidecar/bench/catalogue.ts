import { inTransaction, type Connection } from '../src/db/database';
import { buildCohort, buildCourse, type BuiltCohort } from '../test/builders';

/** Of every course: two steps are booked by themselves, two are chosen in the wizard. */
export const STEPS = [{ options: 1 }, { options: 1 }, { options: 3 }, { options: 3 }] as const;
/** More than any run sells: the bench measures enrollments, not refusals. Not unlimited, so that holds must be counted. */
const SEATS = 1_000_000;
const COHORTS_PER_COURSE = 10;

export interface Catalogue {
	/** Many cohorts, for work that meets nobody else's. */
	spread: readonly BuiltCohort[];
	/** One cohort that everybody wants. */
	hot: readonly [BuiltCohort];
}

const buildBenchCourse = (trx: Connection) =>
	buildCourse(trx, {
		steps: STEPS.map(({ options }, index) => ({
			label: `Week ${index + 1}`,
			options: Array.from({ length: options }, () => ({ maxStudents: SEATS })),
		})),
	});

/** Makes the courses and cohorts that the load is about. */
export const buildCatalogue = (db: Connection, cohorts: number): Promise<Catalogue> =>
	inTransaction(db, async (trx) => {
		const spread: BuiltCohort[] = [];
		while (spread.length < cohorts) {
			const course = await buildBenchCourse(trx);
			const left = Math.min(COHORTS_PER_COURSE, cohorts - spread.length);
			for (let index = 0; index < left; index += 1) {
				spread.push(await buildCohort(trx, course, { maxEnrollment: SEATS }));
			}
		}
		const hot = await buildCohort(trx, await buildBenchCourse(trx), { maxEnrollment: SEATS });
		return { spread, hot: [hot] };
	});
