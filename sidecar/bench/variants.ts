import type { Pool } from 'mysql2/promise';
import { leanBooking, naiveBooking } from './bare-booking';
import type { Rows } from './bare-session';
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
	/** What the process that does the work has used of the processors until now, in milliseconds. */
	processorTime(side: Side): number;
	fulfill(side: Side, purchases: readonly Purchase[], concurrency: number): Promise<Sample>;
	book(side: Side, bookings: readonly Booking[], concurrency: number): Promise<Sample>;
}

const bare = (
	name: 'naive' | 'lean',
	fulfill: (pool: Pool, purchase: Purchase) => Promise<void>,
	book: (pool: Pool, booking: Booking) => Promise<void>,
): Variant => ({
	name,
	// The bench itself sends bare statements.
	processorTime: () => {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1000;
	},
	fulfill: ({ pool }, purchases, concurrency) =>
		measure(purchases, concurrency, (purchase) => fulfill(pool, purchase)),
	book: ({ pool }, bookings, concurrency) =>
		measure(bookings, concurrency, (booking) => book(pool, booking)),
});

/** Signed webhooks and calls with the plugin's token, over HTTP. */
const throughSidecar: Variant = {
	name: 'sidecar',
	processorTime: ({ sidecar }) => sidecar.processorTime(),
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

/** Does the work, and notes what it cost the process that does it. */
const withProcessorTime = async (
	variant: Variant,
	side: Side,
	pieces: number,
	work: () => Promise<Sample>,
): Promise<Sample> => {
	const before = variant.processorTime(side);
	const sample = await work();
	return { ...sample, processorTime: (variant.processorTime(side) - before) / pieces };
};

/** Mails that a run leaves unsent would be sent during the next one, whoever's turn that is. */
const forgetMails = async ({ admin }: Side): Promise<void> => {
	// By id, as the sidecar's worker locks them: by their status the two would deadlock.
	const [due] = await admin.query<Rows<{ id: number }>>(
		`SELECT id FROM wp_ce_notifications WHERE status = 'due'`,
	);
	if (due.length > 0) {
		await admin.query(`UPDATE wp_ce_notifications SET status = 'sent' WHERE id IN (?) ORDER BY id`, [
			due.map(({ id }) => id),
		]);
	}
};

/** Fulfills the purchases and checks what came of it. */
export const runFulfillment = async (
	variant: Variant,
	side: Side,
	purchases: readonly Purchase[],
	concurrency: number,
): Promise<Sample> => {
	const sample = await withProcessorTime(variant, side, purchases.length, () =>
		variant.fulfill(side, purchases, concurrency),
	);
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
	const bookings = await bookingsOf(side.admin, purchases);
	const sample = await withProcessorTime(variant, side, bookings.length, () =>
		variant.book(side, bookings, concurrency),
	);
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
