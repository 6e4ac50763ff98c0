import type { TimelineEntry } from '../../../contract';
import type { ClassName } from '../../db/views/timeline-names';
import type {
	TimelineCheckout,
	TimelineEvent,
	TimelinePackage,
	TimelineRefund,
	TimelineRows,
} from '../../db/views/timeline-rows';

/** A line of the timeline with where it stands among those of the same moment. */
export interface Line extends Omit<TimelineEntry, 'at' | 'actorName' | 'stripeUrl'> {
	at: Date;
	livemode: boolean;
}

/** What a line says beside who, when and what. */
export type Details = Partial<
	Pick<Line, 'courseTitle' | 'cohortName' | 'packageId' | 'stripeId' | 'livemode'>
>;

export const line = (
	core: Pick<Line, 'id' | 'at' | 'kind' | 'action' | 'actor'>,
	data: Record<string, unknown>,
	details: Details = {},
): Line => ({
	...core,
	courseTitle: null,
	cohortName: null,
	packageId: null,
	stripeId: null,
	livemode: false,
	...details,
	data,
});

/** Leaves out what is not known. */
export const known = (data: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));

/** Names of what the activity knows by its id. */
export interface TimelineNames {
	/** Of accounts. */
	users: ReadonlyMap<number, string>;
	cohorts: ReadonlyMap<number, string>;
	/** Labels of steps. */
	steps: ReadonlyMap<number, string>;
	/** Weekly classes. */
	classes: ReadonlyMap<number, ClassName>;
}

/** What is known of each purchase and what became of it. */
export interface Purchases {
	checkouts: ReadonlyMap<number, TimelineCheckout>;
	packages: ReadonlyMap<number, TimelinePackage>;
	packageOf: ReadonlyMap<number, TimelinePackage>;
	refunds: ReadonlyMap<number, TimelineRefund>;
	events: ReadonlyMap<number, TimelineEvent>;
}

const byId = <Row extends { id: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> =>
	new Map(rows.map((row) => [row.id, row]));

export const purchasesOf = (rows: TimelineRows): Purchases => ({
	checkouts: byId(rows.checkouts),
	packages: byId(rows.packages),
	packageOf: new Map(rows.packages.map((row) => [row.checkout_id, row])),
	refunds: byId(rows.refunds),
	events: byId(rows.events),
});

export const ofCheckout = ({ checkouts, packageOf }: Purchases, id: number | null): Details => {
	const checkout = id === null ? undefined : checkouts.get(id);
	return checkout
		? {
				courseTitle: checkout.course_title,
				cohortName: checkout.cohort_name,
				packageId: packageOf.get(checkout.id)?.id ?? null,
				stripeId: checkout.payment_intent_id ?? checkout.session_id,
				livemode: checkout.livemode,
			}
		: {};
};

export const ofPackage = (owned: TimelinePackage | undefined): Details =>
	owned ? { courseTitle: owned.course_title, cohortName: owned.cohort_name, packageId: owned.id } : {};

export const priceOf = (checkout: TimelineCheckout | undefined) =>
	known({ amount: checkout?.amount, currency: checkout?.currency });

export const refundData = (refund: TimelineRefund, purchases: Purchases): Record<string, unknown> =>
	known({
		amount: refund.amount,
		currency: purchases.checkouts.get(refund.checkout_id)?.currency,
		reason: refund.reason,
	});

export const ofRefund = (refund: TimelineRefund, purchases: Purchases): Details => {
	const details = ofCheckout(purchases, refund.checkout_id);
	return { ...details, stripeId: refund.stripe_refund_id ?? details.stripeId ?? null };
};
