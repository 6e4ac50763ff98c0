import { bookingsOf, preparePurchases } from './purchases';
import type { Side } from './side';
import { fewestStatements, typicalStatements } from './statement-log';
import { readWizards, VARIANTS, type Variant, type Work } from './variants';

/** The statements that one piece of work sends, as the server logs them. */
export interface RoundTrips {
	work: Record<Work, Record<Variant['name'], readonly string[]>>;
	wizard: readonly string[];
}

/** More than the sidecar's timers can disturb. */
const TIMES = 9;

/** Counts on the wire, one piece of work after the other. */
const countVariant = async (variant: Variant, side: Side) => {
	const purchases = await preparePurchases(side.admin, side.catalogue.spread, TIMES);
	const fulfillment = await typicalStatements(side.admin, TIMES, async (time) => {
		await variant.fulfill(side, purchases.slice(time, time + 1), 1);
	});
	const bookings = await bookingsOf(side.admin, purchases);
	const wizard = await fewestStatements(side.admin, TIMES, async (time) => {
		await readWizards(side, bookings.slice(time, time + 1), 1);
	});
	const booking = await typicalStatements(side.admin, TIMES, async (time) => {
		await variant.book(side, bookings.slice(time, time + 1), 1);
	});
	return { fulfillment, booking, wizard };
};

export const countRoundTrips = async (side: Side): Promise<RoundTrips> => {
	const [naive, lean, sidecar] = [
		await countVariant(VARIANTS.naive, side),
		await countVariant(VARIANTS.lean, side),
		await countVariant(VARIANTS.sidecar, side),
	];
	return {
		work: {
			fulfillment: {
				naive: naive.fulfillment,
				lean: lean.fulfillment,
				sidecar: sidecar.fulfillment,
			},
			booking: { naive: naive.booking, lean: lean.booking, sidecar: sidecar.booking },
		},
		wizard: sidecar.wizard,
	};
};
