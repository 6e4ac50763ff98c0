import type { Pool } from 'mysql2/promise';
import type { RosterExportResponse, RosterResponse } from '../contract';
import { exportByHand, readPageByHand, type BareQuestion } from './bare-roster';
import { openPool, withConnection, type Statements } from './bare-session';
import { figure, row, type Aim } from './figures';
import { expectStatus, send } from './http-client';
import { measure } from './load';
import { fillRoster } from './roster-rows';
import { Samples } from './samples';
import type { Settings } from './settings';
import { createTables, databaseNameOf, dropTables, sidecarSettings } from './side';
import { callAs } from './sidecar-calls';
import { startSidecar, type SidecarServer } from './sidecar-server';
import { ratioOverRounds } from './statistics';

const SIDE = 'roster';
const PER_PAGE = 20;
const STAFF = { userId: 1, caps: ['view_cohort_rosters'] };

interface Question {
	/** In ids. */
	name: string;
	words: string;
	/** Of the calls of a round: slow ones are asked less often. */
	share: number;
	/** What the sidecar takes, compared with the statements by hand. */
	aim: Aim;
	byHand: (db: Statements) => Promise<number[]>;
	bySidecar: (sidecar: SidecarServer) => Promise<number[]>;
}

const ask = async <Answer>(sidecar: SidecarServer, path: string): Promise<Answer> => {
	const answer = await send(callAs(sidecar, STAFF, { method: 'GET', path }));
	expectStatus(answer, 200, path);
	return JSON.parse(answer.body.toString('utf8')) as Answer;
};

const idsOf = (entries: readonly { packageId: number }[]): number[] =>
	entries.map(({ packageId }) => packageId);

const pageQuestion = (
	cohortId: number,
	{
		query,
		bare,
		...question
	}: Pick<Question, 'name' | 'words' | 'share' | 'aim'> & {
		query: string;
		bare: Omit<BareQuestion, 'cohortId' | 'limit'>;
	},
): Question => ({
	...question,
	byHand: (db) => readPageByHand(db, { ...bare, cohortId, limit: PER_PAGE }),
	bySidecar: async (sidecar) =>
		idsOf((await ask<RosterResponse>(sidecar, `/admin/cohorts/${cohortId}/roster?${query}`)).items),
});

const exportBySidecar = async (sidecar: SidecarServer, cohortId: number): Promise<number[]> => {
	const all: number[] = [];
	let after: number | null = 0;
	while (after !== null) {
		const path: string = `/admin/cohorts/${cohortId}/roster/export?after=${after}`;
		const answer: RosterExportResponse = await ask(sidecar, path);
		all.push(...idsOf(answer.entries));
		after = answer.next;
	}
	return all;
};

/** What staff does with a roster, the slowest sorts of it among them. */
const questionsOf = (cohortId: number, students: number): Question[] => {
	const newest = 'package.purchased_at DESC, package.id DESC';
	// Most have a seat; a page that is there in any case, near the end.
	const deepPage = Math.max(1, Math.floor((students * 0.9) / PER_PAGE));
	const words = '%edith a%';
	return [
		pageQuestion(cohortId, {
			name: 'first',
			words: 'first page',
			share: 1,
			aim: { atMost: 1.5 },
			query: 'orderBy=purchasedAt&order=desc',
			bare: { orderBy: newest },
		}),
		pageQuestion(cohortId, {
			name: 'deep',
			words: `page ${deepPage}`,
			share: 0.5,
			aim: { atMost: 1 },
			query: `orderBy=purchasedAt&order=desc&page=${deepPage}`,
			bare: { orderBy: newest, offset: (deepPage - 1) * PER_PAGE },
		}),
		pageQuestion(cohortId, {
			name: 'search',
			words: 'search by name',
			share: 0.1,
			aim: { atMost: 1.25 },
			query: 'orderBy=name&search=edith%20a',
			bare: {
				where: '(account.display_name LIKE ? OR account.user_login LIKE ? OR account.user_email LIKE ?)',
				values: [words, words, words],
				orderBy: 'account.display_name, package.id',
			},
		}),
		pageQuestion(cohortId, {
			name: 'narrowed',
			words: 'with something to book, by name',
			share: 0.1,
			aim: { atMost: 1.25 },
			query: 'orderBy=name&show=incomplete',
			bare: {
				where: `EXISTS (SELECT 1 FROM wp_ce_student_course_step_progress AS open
					JOIN wp_ce_course_steps AS step ON step.id = open.step_id AND step.is_active = 1
					WHERE open.package_id = package.id AND open.status = 'UNBOOKED')`,
				orderBy: 'account.display_name, package.id',
			},
		}),
		{
			name: 'export',
			words: 'export of all',
			share: 0,
			aim: { atMost: 3 },
			byHand: (db) => exportByHand(db, cohortId),
			bySidecar: (sidecar) => exportBySidecar(sidecar, cohortId),
		},
	];
};

const expectSame = (one: readonly number[], other: readonly number[], { name }: Question): void => {
	if (one.length === 0 || one.length !== other.length || one.some((id, index) => id !== other[index])) {
		throw new Error(`The sidecar and the statements by hand found other students (${name}).`);
	}
};

const runRound = async (
	samples: Samples,
	{
		questions,
		pool,
		sidecar,
		calls,
	}: { questions: readonly Question[]; pool: Pool; sidecar: SidecarServer; calls: number },
): Promise<void> => {
	for (const question of questions) {
		const times: Record<'byHand' | 'bySidecar', number[]> = { byHand: [], bySidecar: [] };
		for (let time = 0; time < Math.max(1, Math.round(calls * question.share)); time += 1) {
			let byHand: number[] = [];
			let bySidecar: number[] = [];
			await withConnection(pool, async (db) => {
				times.byHand.push(
					(await measure([db], 1, async () => void (byHand = await question.byHand(db)))).p50,
				);
			});
			times.bySidecar.push(
				(
					await measure(
						[sidecar],
						1,
						async () => void (bySidecar = await question.bySidecar(sidecar)),
					)
				).p50,
			);
			expectSame(byHand, bySidecar, question);
		}
		samples.addLatencies(`roster.${question.name}.by_hand`, times.byHand);
		samples.addLatencies(`roster.${question.name}.sidecar`, times.bySidecar);
	}
};

/** A cohort's roster through the sidecar, with HTTP, token and JSON, beside the same questions as statements by hand. */
export const roster = async (settings: Settings) => {
	await createTables(settings, SIDE);
	const pool = openPool(settings.databaseUrl, databaseNameOf(SIDE), 1);
	const cohort = await fillRoster(settings, SIDE, pool);
	const sidecar = await startSidecar(sidecarSettings(settings, SIDE));
	const questions = questionsOf(cohort.id, settings.students);
	const samples = new Samples();
	try {
		// The first round only warms up.
		for (let round = -1; round < settings.rounds; round += 1) {
			await runRound(round < 0 ? new Samples() : samples, {
				questions,
				pool,
				sidecar,
				calls: settings.calls,
			});
		}
	} finally {
		await sidecar.stop();
		await pool.end();
		await dropTables(settings, SIDE);
	}
	const of = (name: string, way: string) => samples.of(`roster.${name}.${way}`);
	const about = `roster of ${settings.students}`;
	return {
		rows: questions.flatMap(({ name, words }) => [
			...row(`roster.${name}.by_hand`, `${about}, ${words}: by hand`, of(name, 'by_hand')),
			...row(`roster.${name}.sidecar`, `${about}, ${words}: sidecar`, of(name, 'sidecar')),
		]),
		figures: questions.map(({ name, words, aim }) =>
			figure(
				`roster.${name}.ratio`,
				`${about}, ${words}: sidecar to statements by hand, p50`,
				ratioOverRounds(of(name, 'sidecar'), of(name, 'by_hand'), 'p50'),
				'×',
				aim,
			),
		),
		samples,
	};
};
