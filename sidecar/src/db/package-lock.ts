import type { CheckoutRow } from './checkouts';
import { table, type Connection } from './database';
import type { PackageRow } from './student-packages';

/**
 * Locks a student's package until the transaction ends, by its checkout: the row with which every decision about a
 * purchase starts, so that a booking and a refund of one package wait for each other. False when the student has no
 * such package.
 */
export const lockPackage = async (
	trx: Connection,
	{ packageId, studentId }: { packageId: number; studentId: number },
): Promise<boolean> => {
	const checkoutId = table<PackageRow>(trx, 'student_packages')
		.where({ id: packageId, student_id: studentId })
		.select('checkout_id');
	const locked = await table<CheckoutRow>(trx, 'checkouts').where('id', checkoutId).forUpdate().first('id');
	return locked !== undefined;
};
