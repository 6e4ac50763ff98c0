import type { EnrollResponse } from '../../contract';
import { table } from '../../src/db/database';
import type { PackageRow } from '../../src/db/student-packages';
import type { StepProgressRow } from '../../src/db/student-course-step-progress';
import { until } from '../until';
import type { Lane } from './lane';
import {
	checkoutsOf,
	click,
	clicked,
	enrolled,
	enrollPath,
	expectEqual,
	isQuiet,
	mailsOf,
	newcomer,
	packagesOf,
	pay,
	verifyOneRefund,
	verifyPurchase,
	type Purchase,
} from './purchase';
import type { Scenario } from './scenario';

export const checkout: Scenario = {
	name: 'checkout',
	prepare: newcomer,
	begin: async (lane, purchase) => {
		const { body } = await lane.as(purchase.student)('POST', enrollPath(purchase.cohort), {});
		purchase.sessionId = (body as unknown as Partial<EnrollResponse>).sessionId ?? '';
	},
	isDone: (_lane, { sessionId }) => Promise.resolve(sessionId !== ''),
	repeat: click,
	verify: async (lane, purchase) => {
		await pay(lane, purchase);
		await lane.settle();
		return [
			...expectEqual(
				'checkouts that keep a seat',
				(await checkoutsOf(lane, purchase)).filter(({ state }) => state === 'open').length,
				0,
			),
			...(await verifyPurchase(lane, purchase, {
				state: 'enrolled',
				packages: ['ACTIVE'],
				mails: ['enrolled'],
			})),
		];
	},
};

export const fulfillment: Scenario = {
	name: 'fulfillment',
	prepare: clicked,
	begin: pay,
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'enrolled'),
	verify: (lane, purchase) =>
		verifyPurchase(lane, purchase, { state: 'enrolled', packages: ['ACTIVE'], mails: ['enrolled'] }),
};

const book = async (lane: Lane, { student, cohort }: Purchase): Promise<boolean> => {
	const owned = await table<PackageRow>(lane.db, 'student_packages').where('student_id', student).first();
	const [step] = cohort.course.steps;
	const selections = [{ courseStepId: step?.id, courseStepOptionId: step?.options[1]?.id }];
	const path = `/students/me/course-packages/${owned?.id}/book-sessions`;
	return (await lane.as(student)('POST', path, { selections })).status === 200;
};

const bookedSteps = async (lane: Lane, purchase: Purchase): Promise<StepProgressRow[]> => {
	const [owned] = await packagesOf(lane, purchase);
	return table<StepProgressRow>(lane.db, 'student_course_step_progress')
		.where({ package_id: owned?.id ?? 0, status: 'BOOKED' })
		.orderBy('step_id');
};

export const booking: Scenario = {
	name: 'booking',
	prepare: enrolled,
	begin: book,
	isDone: async (lane, purchase) => (await bookedSteps(lane, purchase)).length === 2,
	repeat: (lane, purchase) => until('a booking is answered', () => book(lane, purchase)),
	verify: async (lane, purchase) =>
		expectEqual(
			'booked options',
			(await bookedSteps(lane, purchase)).map((row) => row.step_option_id),
			[
				purchase.cohort.course.steps[0]?.options[1]?.id,
				purchase.cohort.course.steps[1]?.options[0]?.id,
			],
		),
};

export const refund: Scenario = {
	name: 'refund',
	prepare: async (lane) => {
		const purchase = await clicked(lane);
		await table<{ id: number; max_enrollment: number; current_enrollment: number }>(
			lane.db,
			'course_cohorts',
		)
			.where('id', purchase.cohort.id)
			.update({ max_enrollment: 0 });
		return purchase;
	},
	begin: pay,
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'refunded'),
	verify: async (lane, purchase) => [
		...(await verifyOneRefund(lane, purchase)),
		...(await verifyPurchase(lane, purchase, { state: 'refunded', packages: [], mails: ['refunded'] })),
	],
};

export const reversal: Scenario = {
	name: 'refund at the dashboard',
	prepare: enrolled,
	begin: (lane, { sessionId }) => lane.stripe.control(`payments/${sessionId}/refund`),
	isDone: (lane, purchase) => isQuiet(lane, purchase, 'refunded'),
	verify: async (lane, purchase) => [
		...(await verifyOneRefund(lane, purchase)),
		...(await verifyPurchase(lane, purchase, {
			state: 'refunded',
			packages: ['REFUNDED'],
			mails: ['enrolled', 'enrollment_ended'],
		})),
	],
};

export const notification: Scenario = {
	name: 'notification',
	prepare: async (lane) => {
		lane.wordpress.isBlocked = true;
		const purchase = await clicked(lane);
		await pay(lane, purchase);
		await until('the mail was refused', async () =>
			(await mailsOf(lane, purchase)).some((row) => row.attempts > 0 && row.claimed_until === null),
		);
		return purchase;
	},
	begin: async (lane) => {
		lane.wordpress.isBlocked = false;
		await lane.passTime();
	},
	isDone: async (lane, purchase) =>
		(await mailsOf(lane, purchase)).every(({ status }) => status === 'sent'),
	verify: (lane, purchase) =>
		verifyPurchase(lane, purchase, { state: 'enrolled', packages: ['ACTIVE'], mails: ['enrolled'] }),
};
