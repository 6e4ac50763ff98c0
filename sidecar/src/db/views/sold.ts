import { tableName, type Connection } from '../database';
import type { Priced } from '../stripe-product-map';

/** A course or cohort as something that has a price. */
export interface Sold {
	courseTitle: string;
	/** Null for a course itself. */
	cohortName: string | null;
	version: number;
	createdAt: Date;
}

/** Undefined when there is no such course or cohort, or it is deleted. Not locked. */
export const findSold = async (
	connection: Connection,
	{ entity_type, entity_id }: Pick<Priced, 'entity_type' | 'entity_id'>,
): Promise<Sold | undefined> => {
	const programs = connection({ program: tableName(connection, 'course_programs') });
	const found =
		entity_type === 'program'
			? programs
					.where('program.id', entity_id)
					.whereNull('program.deleted_at')
					.first({
						courseTitle: 'program.title',
						cohortName: connection.raw('NULL'),
						version: 'program.version',
						createdAt: 'program.created_at',
					})
			: programs
					.join(
						{ cohort: tableName(connection, 'course_cohorts') },
						'cohort.program_id',
						'program.id',
					)
					.where('cohort.id', entity_id)
					.whereNull('cohort.deleted_at')
					.first({
						courseTitle: 'program.title',
						cohortName: 'cohort.name',
						version: 'cohort.version',
						createdAt: 'cohort.created_at',
					});
	return (await found) as Sold | undefined;
};
