import type { BookSessionsResponse, EnrollByHandResponse, StaffPackage } from '../../../contract';
import { inSeatTransaction } from '../../db/class-sessions';
import { inTransaction } from '../../db/database';
import { findPackage } from '../../db/student-packages';
import { versionConflict } from '../administration/refusals';
import type { Selection } from '../booking/booking.rules';
import type { BookingService } from '../booking/booking.service';
import { packageNotFound } from '../booking/refusals';
import type { CheckoutDependencies } from '../checkout/end-checkout';
import { cancelPackage, type Cancel } from './cancel-package';
import { enrollByHand, type ByHand } from './enroll-by-hand';
import { giveBackBooking, type GiveBack } from './give-back-booking';
import { PackageChanged } from './lock-package';
import { movePackage, type Move } from './move-package';
import { readStaffPackage } from './read-package';

/**
 * What staff does to enrollments. What takes a version raises `version_conflict` when the package is not as its editor saw
 * it; to enroll and to book take none.
 */
export interface EnrollmentsService {
	/** See {@link enrollByHand}. */
	enroll(wanted: ByHand): Promise<EnrollByHandResponse>;
	/** See {@link readStaffPackage}. */
	read(packageId: number): Promise<StaffPackage>;
	/** See {@link movePackage}. */
	move(move: Move): Promise<StaffPackage>;
	/** See {@link cancelPackage}. */
	cancel(command: Cancel): Promise<StaffPackage>;
	/** As the student would book; see `BookingService`. */
	book(request: {
		packageId: number;
		selections: readonly Selection[];
		actor: string;
	}): Promise<BookSessionsResponse>;
	/** See {@link giveBackBooking}. */
	giveBackBooking(target: GiveBack): Promise<StaffPackage>;
}

type Dependencies = CheckoutDependencies & {
	booking: BookingService;
	/** Called after the commit of a queued refund. */
	onRefundQueued: () => void;
};

export const createEnrollmentsService = (dependencies: Dependencies): EnrollmentsService => {
	const { db, booking, clock } = dependencies;

	const read = (packageId: number): Promise<StaffPackage> =>
		readStaffPackage(dependencies, packageId, clock.now());

	/** Reads the package after a change; what somebody else made of it belongs to the refusal. */
	const changed = async (packageId: number, change: Promise<void>): Promise<StaffPackage> => {
		try {
			await change;
		} catch (error) {
			throw error instanceof PackageChanged ? versionConflict(await read(packageId)) : error;
		}
		return read(packageId);
	};

	return {
		read,

		enroll: async (wanted) => ({ packageId: await enrollByHand(dependencies, wanted) }),

		move: (move) =>
			changed(
				move.packageId,
				inSeatTransaction(db, (trx, taking) => movePackage(trx, move, taking, clock.now())),
			),

		cancel: (command) => changed(command.packageId, cancelPackage(dependencies, command)),

		async book({ packageId, selections, actor }) {
			const owned = await findPackage(db, packageId);
			if (!owned) {
				throw packageNotFound();
			}
			return booking.bookSessions({ studentId: owned.student_id, packageId, selections, staff: actor });
		},

		giveBackBooking: (target) =>
			changed(
				target.packageId,
				inTransaction(db, (trx) => giveBackBooking(trx, target, clock.now())),
			),
	};
};
