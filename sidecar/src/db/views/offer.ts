import { tableName, type Connection } from '../database';

/** What is sold to whom clicks *Enroll*: a cohort, its course, and the price that counts. Not locked. */
export interface Offer {
	programId: number;
	programCode: string;
	programTitle: string;
	/** Null when the course has no such cohort. */
	cohort: { id: number; name: string; isActive: boolean } | null;
	/** The student has a live package of the course. */
	owned: boolean;
	/** The cohort's own price, or else the course's. Null when neither has one in this mode. */
	price: { amount: number; currency: string; stripePriceId: string | null } | null;
}

interface OfferRow {
	program_id: number;
	code: string;
	title: string;
	cohort_id: number | null;
	cohort_name: string | null;
	cohort_is_active: boolean | null;
	package_id: number | null;
	amount: number | null;
	currency: string | null;
	stripe_price_id: string | null;
}

const toOffer = (row: OfferRow): Offer => ({
	programId: row.program_id,
	programCode: row.code,
	programTitle: row.title,
	cohort:
		row.cohort_id === null
			? null
			: { id: row.cohort_id, name: row.cohort_name ?? '', isActive: row.cohort_is_active ?? false },
	owned: row.package_id !== null,
	price:
		row.amount === null
			? null
			: { amount: row.amount, currency: row.currency ?? '', stripePriceId: row.stripe_price_id },
});

/** Undefined when the course is unknown or inactive. */
export const findOffer = async (
	db: Connection,
	{
		code,
		cohortId,
		studentId,
		livemode,
	}: { code: string; cohortId: number; studentId: number; livemode: boolean },
): Promise<Offer | undefined> => {
	const row = (await db({ program: tableName(db, 'course_programs') })
		.leftJoin({ cohort: tableName(db, 'course_cohorts') }, (on) =>
			on
				.on('cohort.program_id', 'program.id')
				.andOnVal('cohort.id', cohortId)
				.andOnNull('cohort.deleted_at'),
		)
		.leftJoin({ price: tableName(db, 'stripe_product_map') }, (on) =>
			on
				.andOnVal('price.livemode', livemode)
				.andOn(
					db.raw(
						"((price.entity_type = 'cohort' AND price.entity_id = cohort.id) OR (price.entity_type = 'program' AND price.entity_id = program.id))",
					),
				),
		)
		.leftJoin({ package: tableName(db, 'student_packages') }, (on) =>
			on
				.on('package.program_id', 'program.id')
				.andOnVal('package.student_id', studentId)
				.andOnVal('package.live', 1),
		)
		.where({ 'program.code': code, 'program.is_active': true })
		// A cohort's own price wins: 'cohort' sorts before 'program'.
		.orderBy('price.entity_type')
		.first(
			'program.id as program_id',
			'program.code',
			'program.title',
			'cohort.id as cohort_id',
			'cohort.name as cohort_name',
			'cohort.is_active as cohort_is_active',
			'package.id as package_id',
			'price.amount',
			'price.currency',
			'price.stripe_price_id',
		)) as OfferRow | undefined;
	return row && toOffer(row);
};
