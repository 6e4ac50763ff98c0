import type { Knex } from 'knex';
import { lockCheckout, type CheckoutRow } from '../../db/checkouts';
import { findPackage, lockPackageRow, type PackageRow } from '../../db/student-packages';
import { packageNotFound } from '../booking/refusals';

/** Which package is changed, as its editor last saw it, and by whom. */
export interface PackageTarget {
	packageId: number;
	version: number;
	/** `staff:3`, `operator`. */
	actor: string;
}

/** A package under its lock, with the checkout that paid for it. */
export interface LockedPackage {
	checkout: CheckoutRow;
	package: PackageRow;
}

/** Somebody changed the package since its editor saw it. The transaction must not commit. */
export class PackageChanged extends Error {
	constructor() {
		super('The package is not as its editor saw it.');
		this.name = 'PackageChanged';
	}
}

/**
 * Locks a package by its checkout, with which every decision about a purchase starts. Raises `package_not_found` and
 * {@link PackageChanged}.
 */
export const lockUnchanged = async (
	trx: Knex.Transaction,
	{ packageId, version }: Pick<PackageTarget, 'packageId' | 'version'>,
): Promise<LockedPackage> => {
	const found = await findPackage(trx, packageId);
	const checkout = found && (await lockCheckout(trx, found.checkout_id));
	const owned = checkout && (await lockPackageRow(trx, packageId));
	if (!owned) {
		throw packageNotFound();
	}
	if (owned.version !== version) {
		throw new PackageChanged();
	}
	return { checkout, package: owned };
};
