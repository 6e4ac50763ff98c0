import { bookPlaces, cohortWith } from '../../../test/bookings';
import { buildPackage, type BuiltPackage } from '../../../test/builders';
import { ACTOR, reschedule, shifted } from '../../../test/schedules';
import { openShop, refusalOf, type Shop } from '../../../test/shop';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(() => shop.close());

const versionOf = async ({ id }: BuiltPackage): Promise<number> =>
	(await shop.sidecar.enrollments.read(id)).version;

test.each(['move', 'release'] as const)(
	'what staff saw of a package before a schedule came to %s its bookings is too old to act on',
	async (students) => {
		const cohort = await cohortWith(shop.db, [{ options: 2 }, { options: 2 }]);
		const [owned, elsewhere] = [await buildPackage(shop.db, cohort), await buildPackage(shop.db, cohort)];
		await bookPlaces(shop.db, owned, [
			[0, 0],
			[1, 0],
		]);
		await bookPlaces(shop.db, elsewhere, [[0, 1]]);
		const [seen, seenElsewhere] = [await versionOf(owned), await versionOf(elsewhere)];
		await reschedule(
			shop.sidecar.schedules,
			cohort,
			([first, , third]) => [shifted(first!, 2), shifted(third!, 2)],
			students,
		);
		expect(await versionOf(owned)).toBe(seen + 1);
		expect(await versionOf(elsewhere)).toBe(seenElsewhere);
		const stepId = cohort.course.steps[0]!.id;
		const target = { packageId: owned.id, version: seen, stepId, actor: ACTOR };
		expect(await refusalOf(shop.sidecar.enrollments.giveBackBooking(target))).toBe('version_conflict');
	},
);
