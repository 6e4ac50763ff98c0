import { quotedTable, selectRows, type Connection } from '../database';

/** Where days begin, and one more where the last one ends; UTC. */
export type Boundaries = readonly Date[];

/** What happened on one day; `day` counts from 0. */
export interface CountOfDay {
	day: number;
	count: number;
}

export interface AmountOfDay {
	day: number;
	/** ISO 4217, lower case. */
	currency: string;
	/** Minor unit. */
	amount: number;
}

const SECOND = 1000;

/**
 * Which of the days an instant belongs to, by the seconds of their boundaries: MySQL searches the list, which needs no
 * table of time zones. The value for `?` is {@link secondsOf}.
 */
const dayOf = (column: string): string =>
	`INTERVAL(TIMESTAMPDIFF(SECOND, '1970-01-01 00:00:00', ${column}), ?) - 1`;

const secondsOf = (boundaries: Boundaries): number[] =>
	boundaries.map((boundary) => Math.floor(boundary.getTime() / SECOND));

const rangeOf = (boundaries: Boundaries): [from: Date, until: Date] => [
	boundaries[0] as Date,
	boundaries.at(-1) as Date,
];

interface Period {
	boundaries: Boundaries;
	livemode: boolean;
}

/** Packages by the day on which they were bought or given. */
export const enrolledByDay = (db: Connection, { boundaries, livemode }: Period): Promise<CountOfDay[]> =>
	selectRows<CountOfDay>(
		db,
		`SELECT ${dayOf('package.purchased_at')} AS day, COUNT(*) AS count
			FROM ${quotedTable(db, 'student_packages')} AS package
			JOIN ${quotedTable(db, 'checkouts')} AS checkout ON checkout.id = package.checkout_id
			WHERE package.purchased_at >= ? AND package.purchased_at < ? AND checkout.livemode = ?
			GROUP BY day`,
		[secondsOf(boundaries), ...rangeOf(boundaries), livemode],
	);

/** Packages by the day on which they ended. */
export const endedByDay = (db: Connection, { boundaries, livemode }: Period): Promise<CountOfDay[]> =>
	selectRows<CountOfDay>(
		db,
		`SELECT ${dayOf('ended.created_at')} AS day, COUNT(*) AS count
			FROM ${quotedTable(db, 'activity')} AS ended
			JOIN ${quotedTable(db, 'student_packages')} AS package
				ON ended.entity_type = 'package' AND package.id = ended.entity_id
			JOIN ${quotedTable(db, 'checkouts')} AS checkout ON checkout.id = package.checkout_id
			WHERE ended.action IN ('package.cancelled', 'package.refunded')
				AND ended.created_at >= ? AND ended.created_at < ? AND checkout.livemode = ?
			GROUP BY day`,
		[secondsOf(boundaries), ...rangeOf(boundaries), livemode],
	);

/**
 * Payments by the day on which they arrived, at the price that was offered: those that bought a package, and those for
 * which there was no seat.
 */
export const paidByDay = (db: Connection, { boundaries, livemode }: Period): Promise<AmountOfDay[]> => {
	const [checkouts, packages] = [quotedTable(db, 'checkouts'), quotedTable(db, 'student_packages')];
	return selectRows<AmountOfDay>(
		db,
		`SELECT ${dayOf('paid.at')} AS day, paid.currency, CAST(SUM(paid.amount) AS UNSIGNED) AS amount FROM (
				SELECT package.purchased_at AS at, checkout.currency, checkout.amount
					FROM ${packages} AS package JOIN ${checkouts} AS checkout ON checkout.id = package.checkout_id
					WHERE package.purchased_at >= ? AND package.purchased_at < ?
						AND package.payment_intent_id IS NOT NULL AND checkout.livemode = ?
				UNION ALL
				SELECT due.created_at, checkout.currency, checkout.amount
					FROM ${quotedTable(db, 'activity')} AS due
					JOIN ${checkouts} AS checkout ON due.entity_type = 'checkout' AND checkout.id = due.entity_id
					WHERE due.action = 'checkout.refund_due' AND due.created_at >= ? AND due.created_at < ?
						AND checkout.livemode = ?
						AND NOT EXISTS (SELECT 1 FROM ${packages} AS package WHERE package.checkout_id = checkout.id)
			) AS paid
			GROUP BY day, paid.currency`,
		[secondsOf(boundaries), ...rangeOf(boundaries), livemode, ...rangeOf(boundaries), livemode],
	);
};

/** Refunds that Stripe took, by the day on which they were asked for. */
export const refundedByDay = (db: Connection, { boundaries, livemode }: Period): Promise<AmountOfDay[]> =>
	selectRows<AmountOfDay>(
		db,
		`SELECT ${dayOf('refund.created_at')} AS day, checkout.currency,
				CAST(SUM(COALESCE(refund.amount, checkout.amount)) AS UNSIGNED) AS amount
			FROM ${quotedTable(db, 'refunds')} AS refund
			JOIN ${quotedTable(db, 'checkouts')} AS checkout ON checkout.id = refund.checkout_id
			WHERE refund.status IN ('pending', 'succeeded')
				AND refund.created_at >= ? AND refund.created_at < ? AND checkout.livemode = ?
			GROUP BY day, checkout.currency`,
		[secondsOf(boundaries), ...rangeOf(boundaries), livemode],
	);
