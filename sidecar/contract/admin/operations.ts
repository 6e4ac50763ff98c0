/**
 * `POST /admin/reconciliation` (manage_cohorts) `{ apply }`: compares the last 30 days with Stripe's books. 200 with the
 * findings or, when it takes longer than some seconds, 202 with `isFinished: false` while it goes on: whoever asks for the
 * same again within some minutes gets the findings of that run.
 */
export interface ReconciliationRequest {
	/** False: only tells what it would do. */
	apply: boolean;
}

export interface ReconciliationResponse {
	isFinished: boolean;
	findings: {
		kind: string;
		subject: string;
		/** One line, English: what was found, and what is done about it. */
		detail: string;
		action: string;
		/** It was done. Of what was to be done and was not, the sidecar's log says why. */
		mended: boolean;
	}[];
}

/**
 * `POST /admin/events/{eventId}/replay` (manage_cohorts) works on a stored event again, whatever became of it.
 * `POST /admin/events/replay-dead` (manage_cohorts) makes dead events due again, the oldest 200 at most, and works on them.
 * Both answer within some seconds with what became of each until then: those that are `due` are still being worked on,
 * or failed again and are tried later.
 */
export interface ReplayResponse {
	events: { eventId: string; status: 'done' | 'ignored' | 'due' | 'dead' | 'not_found' }[];
}

/**
 * WordPress's own capabilities for its privacy tools. The plugin signs them for those tools and for WP-CLI alone, never
 * for what a browser asks: whoever runs courses is not thereby entitled to hand out or erase what is kept of people.
 */
export const EXPORT_OTHERS_PERSONAL_DATA = 'export_others_personal_data';
export const ERASE_OTHERS_PERSONAL_DATA = 'erase_others_personal_data';

export type PersonalDataGroup =
	| 'packages'
	| 'bookings'
	| 'checkouts'
	| 'stripe_events'
	| 'refunds'
	| 'mails'
	| 'waiting_list'
	| 'activity'
	| 'tasks';

/**
 * `GET /admin/students/{id}/personal-data?page=` (export_others_personal_data): what the sidecar keeps of one person, for
 * WordPress's privacy tools, with groups and items as WordPress names them; empty for somebody it does not know. Instants are
 * ISO 8601 UTC, `amount` in the minor unit of `currency`, everything else is text as it is kept.
 */
export interface PersonalDataResponse {
	/** Only those with something in them; a group may go on on the next page. */
	groups: {
		group: PersonalDataGroup;
		items: { id: string; fields: Record<string, string | number | null> }[];
	}[];
	/** This was the last page. */
	done: boolean;
}

/**
 * `GET /admin/former-students?email=` (export_others_personal_data or erase_others_personal_data): whoever bought with this address and has no account any more. A
 * student who has one is found by it, under the address that it has now.
 */
export interface FormerStudentsResponse {
	studentIds: number[];
}

/**
 * `POST /admin/students/{id}/erase` (erase_others_personal_data): takes out of all tables what tells who somebody is. What the law
 * wants kept (payments, refunds, what was bought with them) stays with the account's number, which names nobody once the
 * account is deleted. 409 `enrollment_is_live` with `data.packages` and `data.checkouts` (numbers of them) while a seat is
 * held in a cohort that is not over. Safe to repeat. What Stripe sends about the payments afterwards is kept until it is
 * as old as EVENT_RETENTION_DAYS, or until the next time.
 */
export interface EraseResponse {
	/** Rows that are gone, or that say less. 0: there was nothing to erase. */
	removed: number;
	/** Purchases and refunds that stay. */
	retained: number;
}
