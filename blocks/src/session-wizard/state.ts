import type {
	BookingConflictReason,
	EnrollmentSessionResponse,
	PackageStep,
	UnbookedStep,
} from '@cohort-enrollment/sidecar/contract';

/** What is wrong with one step of the form. */
export type Mark = BookingConflictReason | 'nothing_chosen';

/** A package and what can still be booked in it. */
export interface Plan {
	packageId: number;
	courseTitle: string;
	cohortName: string;
	steps: UnbookedStep[];
	booked: PackageStep[];
}

export type Submission =
	| { status: 'idle' }
	| { status: 'sending' }
	/** Nothing was saved; `code` says why. */
	| { status: 'refused'; code: string };

/** The form. */
export interface Choosing {
	screen: 'choosing';
	plan: Plan;
	/** Chosen option by step. */
	choices: Readonly<Record<number, number>>;
	/** What is wrong, by step. */
	marks: Readonly<Record<number, Mark>>;
	submission: Submission;
	/** How many sessions the last confirmation booked, while others of it could not be. */
	bookedJustNow: number;
	/** Grows whenever the focus should go to the first marked step. */
	attention: number;
	/** The steps are older than the answer and are being fetched again. */
	isStale: boolean;
}

/** Every screen of the wizard. */
export type State =
	| { screen: 'loading' }
	/** Stripe is not done, or we are not; asked again until `patience` is over. */
	| { screen: 'processing'; enrollment: EnrollmentSessionResponse; patience: 'asking' | 'over' }
	/** Bank debit: days, not seconds. */
	| { screen: 'awaiting_payment'; enrollment: EnrollmentSessionResponse }
	/** The checkout became no enrollment, or is none now: refunded, disputed, expired, failed, cancelled. */
	| { screen: 'ended'; enrollment: EnrollmentSessionResponse }
	| Choosing
	| { screen: 'all_booked'; plan: Plan }
	/** Confirmed; the dashboard is next. */
	| { screen: 'saved'; plan: Plan; bookedJustNow: number; remaining: number }
	/** Could not be loaded, or is not for this person. */
	| { screen: 'problem'; code: string };

export const INITIAL_STATE: State = { screen: 'loading' };
