import { quotedTable, selectRows, type Connection } from './database';

/**
 * Locks a student's package until the transaction ends, by its checkout: the row with which every decision about a
 * purchase starts, so that a booking and a refund of one package wait for each other. False when the student has no
 * such package.
 */
export const lockPackage = async (
	trx: Connection,
	{ packageId, studentId }: { packageId: number; studentId: number },
): Promise<boolean> => {
	const locked = await selectRows(
		trx,
		`SELECT id FROM ${quotedTable(trx, 'checkouts')}
			WHERE id = (SELECT checkout_id FROM ${quotedTable(trx, 'student_packages')} WHERE id = ? AND student_id = ?)
			FOR UPDATE`,
		[packageId, studentId],
	);
	return locked.length > 0;
};
