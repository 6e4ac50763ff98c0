import type {
	CoursePackagesResponse,
	EnrollResponse,
	StaffPackage,
	UnbookedStep,
	UnbookedStepsResponse,
} from '../../contract';
import { table } from '../../src/db/database';
import type { PackageRow } from '../../src/db/student-packages';
import type { TaskRow } from '../../src/db/tasks';
import { jobsOf, PROBE_STRIPE } from '../../src/jobs/jobs';
import type { Services } from '../../src/compose';
import { deleteStudent } from '../../test/wordpress';
import { PRICE, type School } from './school';
import type { Action } from './schedule';

type Of<Kind extends Action['do']> = Extract<Action, { do: Kind }>;
type Perform = { [Kind in Action['do']]: (school: School, action: Of<Kind>) => Promise<unknown> };

const at = <Item>(items: readonly Item[], place: number): Item | undefined => items[place % items.length];

const enroll: Perform['enroll'] = async (school, { student, cohort, tabs }) => {
	const userId = at(school.students, student) ?? 0;
	const wanted = at(school.cohorts, cohort);
	const path = `/course-programs/${wanted?.course.code}/cohorts/${wanted?.id}/enroll`;
	const answers = await Promise.all(
		Array.from({ length: tabs }, () => school.as(userId)('POST', path, {})),
	);
	for (const { status, body } of answers) {
		const { sessionId } = body as unknown as EnrollResponse;
		if (
			status === 200 &&
			sessionId !== null &&
			!school.purchases.some((one) => one.sessionId === sessionId)
		) {
			school.purchases.push({ student: userId, sessionId, isPaid: false });
		}
	}
};

/** What staff and banks do to the payment of a session; Stripe refuses what cannot be. */
const onPayment = async (school: School, place: number, act: string, body: object = {}): Promise<void> => {
	const paid = at(
		school.purchases.filter(({ isPaid }) => isPaid),
		place,
	);
	if (paid !== undefined) {
		await school.stripe.control(`payments/${paid.sessionId}/${act}`, body);
	}
};

const pay: Perform['pay'] = async (school, { session, way, code }) => {
	const purchase = at(
		school.purchases.filter(({ isPaid }) => !isPaid),
		session,
	);
	if (purchase !== undefined) {
		const body = { method: way, ...(code === null ? {} : { promotionCode: code }) };
		const answer = await school.stripe.control(`sessions/${purchase.sessionId}/pay`, body);
		purchase.isPaid = answer !== null;
	}
};

const CHANGES: Record<Of<'edit'>['change'], (school: School) => Record<string, unknown> | { price: true }> = {
	deactivate: () => ({ is_active: false }),
	activate: () => ({ is_active: true, enrollment_deadline: null }),
	delete: ({ now }) => ({ deleted_at: now() }),
	'fewer seats': ({ db }) => ({ max_enrollment: db.raw('GREATEST(1, current_enrollment)') }),
	'more seats': ({ db }) => ({ max_enrollment: db.raw('current_enrollment + 2') }),
	deadline: ({ now }) => ({ enrollment_deadline: new Date(now().getTime() - 60_000) }),
	price: () => ({ price: true }),
};

const edit: Perform['edit'] = async (school, { cohort, change }) => {
	const { db, stripe } = school;
	const edited = at(school.cohorts, cohort);
	const columns = CHANGES[change](school);
	if (!('price' in columns)) {
		await table<{ id: number }>(db, 'course_cohorts')
			.where('id', edited?.id ?? 0)
			.update(columns);
		return;
	}
	const amount = PRICE + 1000 * school.purchases.length;
	await table<{ entity_type: string; entity_id: number; amount: number; stripe_price_id: string }>(
		db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: edited?.id ?? 0 })
		.update({ amount, stripe_price_id: await stripe.createPrice(amount) });
};

const archivePrice: Perform['archive price'] = async ({ db, stripe, cohorts }, { cohort }) => {
	const row = await table<{ entity_type: string; entity_id: number; stripe_price_id: string }>(
		db,
		'stripe_product_map',
	)
		.where({ entity_type: 'cohort', entity_id: at(cohorts, cohort)?.id ?? 0 })
		.first();
	await stripe.ask((api) => api.prices.update(row?.stripe_price_id ?? '', { active: false }));
};

/** The same option of every step. */
const selectionsOf = (steps: readonly UnbookedStep[], option: number): object[] =>
	steps.flatMap((step) => {
		const wanted = at(step.options, option);
		return wanted === undefined
			? []
			: [{ courseStepId: step.stepId, courseStepOptionId: wanted.courseStepOptionId }];
	});

const book: Perform['book'] = async (school, { student, option }) => {
	const call = school.as(at(school.students, student) ?? 0);
	const courses = (await call('GET', '/students/me/course-packages'))
		.body as unknown as CoursePackagesResponse;
	for (const { id } of (courses.packages as CoursePackagesResponse['packages'] | undefined) ?? []) {
		const path = `/students/me/course-packages/${id}`;
		const { status, body } = await call('GET', `${path}/unbooked-steps`);
		const steps = status === 200 ? (body as unknown as UnbookedStepsResponse).steps : [];
		const selections = selectionsOf(steps, option);
		await call('POST', `${path}/book-sessions`, { selections });
	}
};

/** What staff would do to the student's newest enrollment, as they see it at this moment. */
const onPackage = async (
	school: School,
	student: number,
	act: (owned: { path: string; package: StaffPackage }) => Promise<unknown>,
): Promise<void> => {
	const owned = await table<PackageRow>(school.db, 'student_packages')
		.where('student_id', at(school.students, student) ?? 0)
		.orderBy('id', 'desc')
		.first('id');
	const path = `/admin/packages/${owned?.id}`;
	const { status, body } = await school.asManager('GET', path);
	if (status === 200) {
		await act({ path, package: body as unknown as StaffPackage });
	}
};

const REASON = 'so it was drawn';

const staffMoves: Perform['staff moves'] = (school, { student, cohort }) =>
	onPackage(school, student, ({ path, package: { version } }) => {
		const cohortId = at(school.cohorts, cohort)?.id ?? 0;
		return school.asManager('POST', `${path}/move`, { version, cohortId, reason: REASON });
	});

const staffCancels: Perform['staff cancels'] = (school, { student, refund }) =>
	onPackage(school, student, ({ path, package: { version } }) => {
		const wanted = typeof refund === 'number' ? { amount: Math.floor(PRICE * refund) } : refund;
		return school.asManager('POST', `${path}/cancel`, { version, reason: REASON, refund: wanted });
	});

const staffBooks: Perform['staff books'] = (school, { student, option }) =>
	onPackage(school, student, ({ path, package: { unbooked } }) =>
		school.asManager('POST', `${path}/book-sessions`, { selections: selectionsOf(unbooked, option) }),
	);

const staffGivesBack: Perform['staff gives back'] = (school, { student, step }) =>
	onPackage(school, student, ({ path, package: { version, steps } }) =>
		school.asManager('DELETE', `${path}/steps/${at(steps, step)?.stepId}/booking?version=${version}`),
	);

/** Does again what one of the open tasks is about. */
const staffReplays: Perform['staff replays'] = async ({ db, asManager }, { task }) => {
	const open = await table<TaskRow>(db, 'tasks').where('status', 'open').orderBy('id').select('id');
	await asManager('POST', `/admin/tasks/${at(open, task)?.id}/replay`, {});
};

/** One turn of every timer of a sidecar. */
export const runJobs = async (services: Services): Promise<number> => {
	let worked = 0;
	for (const job of jobsOf(services)) {
		worked += job.name === PROBE_STRIPE ? 0 : await job.run();
	}
	return worked;
};

const onRecord = async (
	school: School,
	kind: 'refunds' | 'disputes',
	place: number,
	outcome: string,
): Promise<void> => {
	const ledger = await school.stripe.ledger();
	const id = at<{ id: string }>(ledger[kind], place)?.id;
	if (id !== undefined) {
		await school.stripe.control(`${kind}/${id}/${outcome}`);
	}
};

const repeatEvent: Perform['repeat event'] = async ({ stripe }, { event, twin }) => {
	const { data } = await stripe.ask((api) => api.events.list({ limit: 100 }));
	const id = at(data, event)?.id;
	if (id !== undefined) {
		await stripe.control(`events/${id}/${twin ? 'twin' : 'resend'}`);
	}
};

const PERFORM: Perform = {
	enroll,
	pay,
	return: async (school, { session }) => {
		const purchase = at(school.purchases, session);
		if (purchase !== undefined) {
			await school.as(purchase.student)('GET', `/enrollment/session/${purchase.sessionId}`);
		}
	},
	debit: (school, { session, outcome }) => onPayment(school, session, outcome),
	refund: (school, { session, part, status }) =>
		onPayment(school, session, 'refund', {
			status,
			...(part === 1 ? {} : { amount: Math.floor(PRICE * part) }),
		}),
	'refund outcome': (school, { refund, outcome }) => onRecord(school, 'refunds', refund, outcome),
	'next refund': ({ stripe }, { status }) => stripe.control('refund_statuses', { status }),
	dispute: (school, { session, status }) => onPayment(school, session, 'dispute', { status }),
	'dispute outcome': (school, { dispute, outcome }) => onRecord(school, 'disputes', dispute, outcome),
	edit,
	'archive price': archivePrice,
	'delete student': ({ db, students }, { student }) => deleteStudent(db, at(students, student) ?? 0),
	book,
	'staff enrolls': ({ asManager, cohorts, students }, { student, cohort }) =>
		asManager('POST', `/admin/cohorts/${at(cohorts, cohort)?.id}/enrollments`, {
			studentId: at(students, student),
			reason: REASON,
		}),
	'staff moves': staffMoves,
	'staff cancels': staffCancels,
	'staff books': staffBooks,
	'staff gives back': staffGivesBack,
	'staff replays': staffReplays,
	work: async ({ sidecars }, { sidecar }) => {
		const services = at(sidecars, sidecar);
		return services && runJobs(services);
	},
	reconcile: async ({ sidecars }, { sidecar }) => {
		// Raises what Stripe does not answer; the next turn goes on.
		await at(sidecars, sidecar)
			?.reconciliation.reconcile({ apply: true })
			.catch(() => undefined);
	},
	faults: ({ stripe }, { times, probability }) =>
		stripe.control('faults', {
			kind: 'random',
			times,
			probability,
			seed: String(times * probability),
			milliseconds: 30,
		}),
	// What Stripe did is old when it is heard of.
	'slow answers': ({ stripe }, { times, milliseconds }) =>
		stripe.control('faults', {
			kind: 'delay',
			when: 'after',
			times,
			probability: 0.5,
			milliseconds,
			seed: String(milliseconds),
		}),
	disturb: ({ stripe }, { kind, probability }) =>
		stripe.control('disturbances', {
			kind,
			probability,
			times: 20,
			seed: kind,
			milliseconds: 50,
		}),
	hold: ({ stripe }) => stripe.control('deliveries/hold'),
	release: ({ stripe }) => stripe.control('deliveries/release', { order: 'shuffled', seed: 'release' }),
	'repeat event': repeatEvent,
	'mail fails': ({ mail }, { code }) => Promise.resolve(mail.failures.push(code)),
	'time passes': ({ passTime }, { seconds }) => passTime(seconds),
};

/** Lets something happen in a school. Raises only what is a bug of somebody's. */
export const perform = async <Kind extends Action['do']>(school: School, action: Of<Kind>): Promise<void> => {
	await PERFORM[action.do](school, action);
};
