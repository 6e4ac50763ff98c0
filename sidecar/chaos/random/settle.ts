import { findContradictions } from '../books';
import { findUnsettled, readOurBooks } from '../our-books';
import { runJobs } from './actions';
import type { School } from './school';

const HOUR = 3600;
/** Longer than every backoff. */
const MOST_HOURS = 60;
/** So many hours pass even when nothing seems to wait: what is lost is missed only later. */
const LEAST_HOURS = 3;

const workAll = async ({ sidecars }: School): Promise<void> => {
	let worked = 1;
	while (worked > 0) {
		worked = 0;
		for (const turn of await Promise.all(sidecars.map(runJobs))) {
			worked += turn;
		}
	}
};

/** Nothing goes wrong any more, hours pass, and everybody works until nothing is left to do. What was dropped stays lost. */
const settle = async (school: School): Promise<void> => {
	const { stripe, mail, passTime, db } = school;
	await stripe.clear('faults');
	await stripe.clear('disturbances');
	mail.failures.length = 0;
	await stripe.control('deliveries/release', { order: 'shuffled', seed: 'settle' });
	for (let hour = 0; hour < MOST_HOURS; hour += 1) {
		await stripe.control('deliveries/settle', { timeoutSeconds: 60 });
		await workAll(school);
		await stripe.control('deliveries/settle', { timeoutSeconds: 60 });
		if (hour >= LEAST_HOURS && (await findUnsettled(db)).length === 0) {
			return;
		}
		await passTime(HOUR);
	}
};

/** Lets everything settle, and returns what is wrong then. Empty = the invariant holds. */
export const judge = async (school: School): Promise<string[]> => {
	await settle(school);
	const [sidecar] = school.sidecars;
	await sidecar?.reconciliation.reconcile({ apply: true });
	await settle(school);
	const left = (await sidecar?.reconciliation.reconcile({ apply: false }))?.findings ?? [];
	return [
		...school.shocks,
		...findContradictions(await readOurBooks(school.db), await school.stripe.books()),
		...(await findUnsettled(school.db)),
		...left.map(
			({ kind, subject, detail }) => `the reconciler still finds ${kind}: ${subject}: ${detail}`,
		),
	];
};
