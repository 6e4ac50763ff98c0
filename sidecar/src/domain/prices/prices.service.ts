import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { AdminCohort, Course, StripePricesResponse } from '../../../contract';
import type { Clock } from '../../clock';
import { recordActivity } from '../../db/activity';
import { lockCohort } from '../../db/course-cohorts';
import { lockProgram } from '../../db/course-programs';
import { inTransaction, type Connection } from '../../db/database';
import {
	deletePrice,
	findPrice,
	savePrice,
	type PriceColumns,
	type Priced,
} from '../../db/stripe-product-map';
import { updateVersion } from '../../db/versions';
import { findSold, type Sold } from '../../db/views/sold';
import type { StripeGateway } from '../../stripe/gateway';
import { changesBetween } from '../administration/changes';
import { versionConflict } from '../administration/refusals';
import type { Target } from '../administration/target';
import { readCohort } from '../cohorts/read-cohort';
import { readCourse } from '../courses/read-course';
import { choosePrice, listSellable, type PriceChoice } from './stripe-prices';

export interface PricesService {
	/** One page of the prices at Stripe that can be sold. Raises `stripe_unavailable`. */
	list(startingAfter: string | null): Promise<StripePricesResponse>;
	/**
	 * Sells a course at this price from now on, in the mode of the Stripe key. Raises `course_not_found`,
	 * `version_conflict`, `price_not_usable`, `stripe_unavailable`.
	 */
	setOfCourse(target: Target, choice: PriceChoice): Promise<Course>;
	/** Leaves a course without a price. Raises `course_not_found`, `version_conflict`. */
	removeOfCourse(target: Target): Promise<Course>;
	/** The same for a cohort, whose own price wins over its course's. Raises `cohort_not_found`. */
	setOfCohort(target: Target, choice: PriceChoice): Promise<AdminCohort>;
	/** Leaves a cohort with what its course costs. Raises `cohort_not_found`. */
	removeOfCohort(target: Target): Promise<AdminCohort>;
}

interface Dependencies {
	db: Connection;
	stripe: StripeGateway;
	/** Home URL of the site, without a trailing slash. */
	siteUrl: () => Promise<string>;
	clock: Clock;
	logger: Logger;
}

/** What can have a price: how it is locked and answered with. */
interface Kind<Shown> {
	entityType: Priced['entity_type'];
	activityType: 'course' | 'cohort';
	table: 'course_programs' | 'course_cohorts';
	lock(trx: Connection, id: number): Promise<{ version: number } | undefined>;
	/** Raises when it is not there. */
	read(connection: Connection, id: number): Promise<Shown>;
}

const courseKind = ({ livemode }: { livemode: boolean }): Kind<Course> => ({
	entityType: 'program',
	activityType: 'course',
	table: 'course_programs',
	lock: lockProgram,
	read: (connection, id) => readCourse(connection, { id, livemode }),
});

const cohortKind = ({ livemode, clock }: { livemode: boolean; clock: Clock }): Kind<AdminCohort> => ({
	entityType: 'cohort',
	activityType: 'cohort',
	table: 'course_cohorts',
	lock: async (trx, id) => {
		const row = await lockCohort(trx, id);
		return row?.deleted_at === null ? row : undefined;
	},
	read: (connection, id) => readCohort(connection, id, { livemode, now: clock.now() }),
});

/** What students read on the payment page. */
const nameOf = ({ courseTitle, cohortName }: Sold): string =>
	cohortName === null ? courseTitle : `${courseTitle} – ${cohortName}`;

/** Before a price of nothing has had another one. */
const ANY_CURRENCY = 'usd';

/**
 * The same act has the same key, so that a double click makes one price. Not the row's number alone: two sites, or a
 * restored database, on one Stripe account must never meet under one key.
 */
const idempotencyKey = (site: string, priced: Priced, sold: Sold, choice: PriceChoice): string => {
	const act = [site, priced, sold, choice];
	return `price:${createHash('sha256').update(JSON.stringify(act)).digest('hex').slice(0, 40)}`;
};

const shownOf = (price: PriceColumns): PriceColumns => ({
	stripe_product_id: price.stripe_product_id,
	stripe_price_id: price.stripe_price_id,
	amount: price.amount,
	currency: price.currency,
});

/** Keeps what a thing costs, or that it has no price, in the transaction that counts its version up. */
const keepPrice = async <Shown>(
	trx: Knex.Transaction,
	kind: Kind<Shown>,
	{ target, priced, price, now }: { target: Target; priced: Priced; price: PriceColumns | null; now: Date },
): Promise<Shown> => {
	const locked = await kind.lock(trx, target.id);
	if (locked?.version !== target.version) {
		throw versionConflict(await kind.read(trx, target.id));
	}
	const known = await findPrice(trx, priced);
	const before = known ? shownOf(known) : null;
	if (changesBetween({ price: before }, { price }) !== null) {
		await updateVersion(trx, kind.table, target, {}, now);
		await (price === null ? deletePrice(trx, priced) : savePrice(trx, priced, price, now));
		await recordActivity(
			trx,
			{
				actor: target.actor,
				action: `${kind.activityType}.price_${price === null ? 'removed' : 'set'}`,
				entityType: kind.activityType,
				entityId: target.id,
				data: { livemode: priced.livemode, before, after: price },
			},
			now,
		);
	}
	return kind.read(trx, target.id);
};

/** What courses and cohorts cost. */
export const createPricesService = (dependencies: Dependencies): PricesService => {
	const { db, stripe, siteUrl, clock } = dependencies;
	const { livemode } = stripe;
	const courses = courseKind({ livemode });
	const cohorts = cohortKind({ livemode, clock });

	const pricedOf = ({ entityType }: Kind<unknown>, id: number): Priced => ({
		entity_type: entityType,
		entity_id: id,
		livemode,
	});

	const set = async <Shown>(kind: Kind<Shown>, target: Target, choice: PriceChoice): Promise<Shown> => {
		const priced = pricedOf(kind, target.id);
		const sold = await findSold(db, priced);
		// Nothing is made at Stripe for whoever would only hear that somebody else was faster.
		if (sold?.version !== target.version) {
			throw versionConflict(await kind.read(db, target.id));
		}
		const price = await choosePrice(dependencies, choice, {
			name: nameOf(sold),
			idempotencyKey: idempotencyKey(await siteUrl(), priced, sold, choice),
			freeCurrency: (await findPrice(db, priced))?.currency ?? ANY_CURRENCY,
		});
		return inTransaction(db, (trx) => keepPrice(trx, kind, { target, priced, price, now: clock.now() }));
	};

	const remove = <Shown>(kind: Kind<Shown>, target: Target): Promise<Shown> =>
		inTransaction(db, (trx) =>
			keepPrice(trx, kind, {
				target,
				priced: pricedOf(kind, target.id),
				price: null,
				now: clock.now(),
			}),
		);

	return {
		list: (startingAfter) => listSellable(dependencies, startingAfter),
		setOfCourse: (target, choice) => set(courses, target, choice),
		removeOfCourse: (target) => remove(courses, target),
		setOfCohort: (target, choice) => set(cohorts, target, choice),
		removeOfCohort: (target) => remove(cohorts, target),
	};
};
