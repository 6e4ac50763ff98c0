import { openPool } from './bare-session';
import { figure, row } from './figures';
import { expectStatus, send } from './http-client';
import { measure } from './load';
import { gzippedBytes, inlineScriptOf, scriptsOf } from './page-scripts';
import { Samples } from './samples';
import type { Settings, Site } from './settings';
import { typicalStatements } from './statement-log';
import { ratioOverRounds } from './statistics';

type Kind = keyof Site['pages'];

const QUERY_TIMES = 5;

const fetchPage = async ({ url, pages }: Site, kind: Kind): Promise<string> => {
	const answer = await send({ method: 'GET', url: `${url}${pages[kind]}` });
	expectStatus(answer, 200, pages[kind]);
	const html = answer.body.toString('utf8');
	if (html.includes('wp-block-cohort-enrollment-course-cohorts') !== (kind === 'with')) {
		throw new Error(`${pages[kind]} should be the page ${kind} the cohort list.`);
	}
	return html;
};

/** Gzipped bytes of the JavaScript that only the page with the list loads. */
const addedJavaScript = async (site: Site): Promise<number> => {
	const [withList, without] = [await fetchPage(site, 'with'), await fetchPage(site, 'without')];
	const known = scriptsOf(without);
	const files: Buffer[] = [];
	for (const address of scriptsOf(withList)) {
		if (!known.has(address)) {
			const answer = await send({ method: 'GET', url: new URL(address, site.url).href });
			expectStatus(answer, 200, address);
			files.push(answer.body);
		}
	}
	const inline = (html: string) => gzippedBytes([Buffer.from(inlineScriptOf(html))]);
	return gzippedBytes(files) + inline(withList) - inline(without);
};

/** A course's page with the list of its cohorts beside the same page without it, as a visitor gets them. */
export const page = async (settings: Settings) => {
	const { site, calls, rounds } = settings;
	if (!site) {
		throw new Error('This part needs the site.');
	}
	const samples = new Samples();
	for (let round = -1; round < rounds; round += 1) {
		const times: Record<Kind, number[]> = { with: [], without: [] };
		for (let time = 0; time < calls; time += 1) {
			for (const kind of ['with', 'without'] as const) {
				times[kind].push(
					(
						await measure([0], 1, async () => {
							await fetchPage(site, kind);
						})
					).p50,
				);
			}
		}
		// The first round only warms up.
		if (round >= 0) {
			samples.addLatencies('page.with', times.with);
			samples.addLatencies('page.without', times.without);
		}
	}
	const admin = openPool(settings.databaseUrl, site.databaseName, 1);
	const queries = async (kind: Kind) =>
		typicalStatements(admin, QUERY_TIMES, async () => {
			await fetchPage(site, kind);
		});
	const statements = { with: await queries('with'), without: await queries('without') };
	await admin.end();
	const of = (kind: Kind) => samples.of(`page.${kind}`);
	return {
		rows: [
			...row('page.without', 'page without the cohort list', of('without')),
			...row('page.with', 'page with the cohort list', of('with')),
		],
		figures: [
			figure(
				'page.ratio',
				'page with the cohort list to the same page without, p50',
				ratioOverRounds(of('with'), of('without'), 'p50'),
				'×',
				{ atMost: 1.05 },
			),
			figure(
				'page.without.queries',
				'page without the list: statements',
				statements.without.length,
				'queries',
			),
			figure(
				'page.queries_added',
				'page with the cohort list: statements that it adds',
				statements.with.length - statements.without.length,
				'queries',
				{ atMost: 1 },
			),
			figure(
				'page.javascript_added',
				'page with the cohort list: JavaScript that it adds, gzipped',
				(await addedJavaScript(site)) / 1024,
				'KB',
				{ atMost: 5 },
			),
		],
		samples,
		statements,
	};
};
