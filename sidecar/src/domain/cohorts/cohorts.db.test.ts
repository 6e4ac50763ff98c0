import type { CohortInput } from '../../../contract';
import { MINUTE, openShop, type Shop } from '../../../test/shop';
import { createCohortsService } from './cohorts.service';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const inputOf = async (id: number): Promise<{ version: number; input: CohortInput }> => {
	const cohort = await shop.sidecar.cohorts.read(id);
	const { version, courseId, name, startDate, endDate, timezone, maxEnrollment, isActive } = cohort;
	const { enrollmentDeadlineLocal } = cohort;
	return {
		version,
		input: {
			...{ courseId, name, startDate, endDate, timezone, maxEnrollment, isActive },
			enrollmentDeadlineLocal,
		},
	};
};

const serviceWith = (onOfferClosed: () => void) =>
	createCohortsService({ db: shop.db, livemode: false, onOfferClosed, clock: shop.clock });

test('a cohort that is taken off sale or deleted ends its open checkouts at once, others do not', async () => {
	const onOfferClosed = jest.fn();
	const cohorts = serviceWith(onOfferClosed);
	const { id } = await shop.cohort();
	const { version, input } = await inputOf(id);
	await cohorts.update({ id, version, actor: 'staff:3' }, { ...input, name: 'Renamed' });
	expect(onOfferClosed).toHaveBeenCalledTimes(0);
	await cohorts.update({ id, version: version + 1, actor: 'staff:3' }, { ...input, isActive: false });
	expect(onOfferClosed).toHaveBeenCalledTimes(1);
	await cohorts.remove({ id, version: version + 2, actor: 'staff:3' });
	expect(onOfferClosed).toHaveBeenCalledTimes(2);
});

test.each(['switched off', 'deleted'])(
	'nobody pays for a cohort that was %s; who paid before has a seat',
	async (how) => {
		const cohort = await shop.cohort();
		const { sidecar, stripe } = shop;
		const [slow, fast] = [await shop.student(), await shop.student()] as const;
		const slowSession = await sidecar.checkOut(slow, cohort);
		const fastSession = await sidecar.checkOut(fast, cohort);
		const { version, input } = await inputOf(cohort.id);
		const target = { id: cohort.id, version, actor: 'staff:3' };
		if (how === 'deleted') {
			await sidecar.cohorts.remove(target);
		} else {
			stripe.pay(fastSession);
			await sidecar.deliver('checkout.session.completed', fastSession);
			await sidecar.cohorts.update(target, { ...input, isActive: false });
		}
		shop.clock.pass(MINUTE);
		await sidecar.lapsedCheckouts.endClosed();
		expect(await shop.stateOf(slowSession)).toBe('expired');
		expect(await shop.stateOf(fastSession)).toBe(how === 'deleted' ? 'expired' : 'enrolled');
		expect(stripe.sessions().find(({ id }) => id === slowSession)?.status).toBe('expired');
	},
);
