import type { Pool } from 'mysql2/promise';
import { leanBooking, naiveBooking } from './bare-booking';
import { leanFulfillment, naiveFulfillment } from './bare-fulfillment';
import { checkBooks, checkInbox } from './books';
import { measure } from './load';
import { bookingsOf, type Booking, type Purchase } from './purchases';
import type { Side } from './side';
import {
	deliver,
	prepareBooking,
	prepareDelivery,
	prepareWizardRead,
	sendSuccessfully,
} from './sidecar-calls';
import type { Sample } from './statistics';

export type Work = 'fulfillment' | 'booking';

/** One way of doing the work. */
export interface Variant {
	name: 'naive' | 'lean' | 'sidecar';
	fulfill(side: Side, purchases: readonly Purchase[], concurrency: number): Promise<Sample>;
	book(side: Side, bookings: readonly Booking[], concurrency: number): Promise<Sample>;
}

const bare = (
	name: 'naive' | 'lean',
	fulfill: (pool: Pool, purchase: Purchase) => Promise<void>,
	book: (pool: Pool, booking: Booking) => Promise<void>,
): Variant => ({
	name,
	fulfill: ({ pool }, purchases, concurrency) =>
		measure(purchases, concurrency, (purchase) => fulfill(pool, purchase)),
	book: ({ pool }, bookings, concurrency) =>
		measure(bookings, concurrency, (booking) => book(pool, booking)),
});

/** Signed webhooks and calls with the plugin's token, over HTTP. */
const throughSidecar: Variant = {
	name: 'sidecar',
	fulfill: ({ sidecar }, purchases, concurrency) =>
		measure(
			purchases.map((purchase) => prepareDelivery(sidecar, purchase)),
			concurrency,
			deliver,
		),
	book: ({ sidecar }, bookings, concurrency) =>
		measure(
			bookings.map((booking) => prepareBooking(sidecar, booking)),
			concurrency,
			sendSuccessfully,
		),
};

export const VARIANTS = {
	naive: bare('naive', naiveFulfillment, naiveBooking),
	lean: bare('lean', leanFulfillment, leanBooking),
	sidecar: throughSidecar,
} as const;

/** Mails that a run leaves unsent would be sent during the next one, whoever's turn that is. */
const forgetMails = (side: Side): Promise<unknown> =>
	side.admin.query(`UPDATE wp_ce_notifications SET status = 'sent' WHERE status = 'due'`);

/** Fulfills the purchases and checks what came of it. */
export const runFulfillment = async (
	variant: Variant,
	side: Side,
	purchases: readonly Purchase[],
	concurrency: number,
): Promise<Sample> => {
	const sample = await variant.fulfill(side, purchases, concurrency);
	await checkBooks(side.admin, side.catalogue, purchases, 'fulfilled');
	if (variant.name === 'sidecar') {
		await checkInbox(side.admin, purchases);
	}
	await forgetMails(side);
	return sample;
};

/** Books what fulfilled purchases have left to choose, and checks what came of it. */
export const runBooking = async (
	variant: Variant,
	side: Side,
	purchases: readonly Purchase[],
	concurrency: number,
): Promise<Sample> => {
	const sample = await variant.book(side, await bookingsOf(side.admin, purchases), concurrency);
	await checkBooks(side.admin, side.catalogue, purchases, 'booked');
	return sample;
};

/** Opens the wizard of every package. */
export const readWizards = (
	{ sidecar }: Side,
	bookings: readonly Booking[],
	concurrency: number,
): Promise<Sample> =>
	measure(
		bookings.map((booking) => prepareWizardRead(sidecar, booking)),
		concurrency,
		sendSuccessfully,
	);
