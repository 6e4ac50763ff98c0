/** `POST /admin/reconciliation` (manage_cohorts) `{ apply }`: compares the books with Stripe's; slow. */
export interface ReconciliationRequest {
	/** False: only tells what it would do. */
	apply: boolean;
}

export interface ReconciliationResponse {
	findings: { kind: string; subject: string; detail: string; mended: boolean }[];
}

/** `POST /admin/events/{eventId}/replay` and `POST /admin/events/replay-dead` (manage_cohorts). */
export interface ReplayResponse {
	events: { eventId: string; status: 'done' | 'ignored' | 'due' | 'dead' | 'not_found' }[];
}

/** What the sidecar keeps of one person; for WordPress's privacy tools. Groups and items as WordPress names them. */
export interface PersonalDataResponse {
	groups: {
		group: 'packages' | 'checkouts' | 'bookings' | 'refunds' | 'mails' | 'waiting_list' | 'activity';
		items: { id: string; fields: Record<string, string | number | null> }[];
	}[];
}

/**
 * `GET /admin/students/{id}/personal-data` and `POST /admin/students/{id}/erase` (manage_cohorts). What the law wants
 * kept (payments, refunds) stays without a name; 409 `enrollment_is_live` while a seat is held.
 */
export interface EraseResponse {
	removed: number;
	/** Payments and refunds that stay. */
	retained: number;
}
