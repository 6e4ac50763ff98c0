import { buildCheckout } from '../../../test/builders';
import { suffix } from '../../../test/build-rows';
import { openShop, type Shop } from '../../../test/shop';
import { buildStudent, deleteStudent } from '../../../test/wordpress';
import { table } from '../../db/database';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

/** An address, and others in which it stands, or that the database takes for the same unless it is told. */
const addresses = () => {
	const own = `ann.${suffix().toLowerCase()}@example.test`;
	const others = [`jo${own}`, `${own}.au`, `d'${own}`, own.replace('ann', 'änn'), own.replace('.', '_')];
	return { own, others };
};

const deliver = (email: string): Promise<void> => {
	const id = `cs_test_foreign${suffix()}`;
	const data = { object: { id, customer_email: email } };
	return shop.sidecar.deliver('checkout.session.completed', id, { data } as object);
};

test('an address is found whole and in any case: not within a longer one, nor with another accent', async () => {
	const { own, others } = addresses();
	const student = await buildStudent(shop.db, { name: 'Ann', email: own });
	for (const email of [own.toUpperCase(), ...others]) {
		await deliver(email);
	}

	const { groups } = await shop.sidecar.privacy.read(student, 1);
	expect(groups).toEqual([{ group: 'stripe_events', items: [expect.anything()] }]);
	expect(groups[0]?.items[0]?.fields).toMatchObject({ email: own.toUpperCase() });

	expect(await shop.sidecar.privacy.erase({ studentId: student, actor: 'staff:7' })).toMatchObject({
		removed: 1,
	});
	const stored = (await shop.events()).map(({ payload }) => payload).join('');
	expect(stored).not.toContain(own.toUpperCase());
	for (const email of others) {
		expect(stored).toContain(email);
	}
});

test('whose account was deleted is found by the whole address of a purchase, and not by one with another accent', async () => {
	const { own, others } = addresses();
	const cohort = await shop.cohort();
	const studentOf = async (email: string): Promise<number> => {
		const studentId = await buildStudent(shop.db, { name: 'Ann', email });
		const { id } = await buildCheckout(shop.db, cohort, { studentId, state: 'expired' });
		await table<{ id: number; stripe_params: string }>(shop.db, 'checkouts')
			.where({ id })
			.update({ stripe_params: JSON.stringify({ customerEmail: email }) });
		await deleteStudent(shop.db, studentId);
		return studentId;
	};
	const student = await studentOf(own);
	for (const email of others) {
		await studentOf(email);
	}
	expect(await shop.sidecar.privacy.findFormer(own.toUpperCase())).toEqual({ studentIds: [student] });
});
