/** `GET /healthz`: the process is alive. */
export interface HealthResponse {
	status: 'ok';
	version: string;
	/** ISO 8601 UTC: the sidecar's clock, for Site Health's skew check. */
	time: string;
	/** False when Stripe, last asked, refused the key: nobody can pay. Stripe's events are still taken. */
	selling: boolean;
}

/** `GET /readyz`: 200 when every check is `ok`, else 503. What follows `mode` is told, and decides nothing. */
export interface ReadinessResponse {
	status: 'ready' | 'not_ready';
	version: string;
	time: string;
	checks: {
		database: 'ok' | 'unreachable';
		/** `behind`: a migration of this version has not run; `ahead`: the tables are of a newer version. */
		schema: 'ok' | 'behind' | 'ahead' | 'unknown';
		stripe: 'ok' | 'unreachable' | 'invalid_key';
	};
	/** `test` or `live`, by the Stripe key. */
	mode: 'test' | 'live';
	/** The last change of the tables that has run, such as `0007_administration`; null = none, or unknown. */
	schemaVersion: string | null;
	/**
	 * The sidecar's clock beside Stripe's; `ok` up to 60 seconds. Beyond 300 every delivery is refused, and Checkout
	 * Sessions may be. It does not make the sidecar unready: students who pay are still enrolled when they come back, and
	 * no restart mends a clock.
	 */
	clock: 'ok' | 'ahead' | 'behind' | 'unknown';
	/** Seconds by which the sidecar's clock is ahead of Stripe's; negative = behind; null = unknown. */
	clockSkewSeconds: number | null;
	/** Stripe's deliveries to all sidecars together, some seconds late; ISO 8601 UTC, null = never or unknown. */
	webhooks: {
		lastSuccessAt: string | null;
		/** Which of the two webhook secrets fitted the last good one. */
		secret: 'current' | 'previous' | null;
		lastFailureAt: string | null;
		/**
		 * `signature`: none of the secrets fits; `clock_ahead`, `clock_behind`: it fits, but the time is more than 300
		 * seconds off; `shape`: signed, but no event; `size`, `type`: too large, not JSON, or compressed; `incomplete`:
		 * broken off or too slow; `storage`: it was right, but could not be stored.
		 */
		lastFailureReason:
			| 'signature'
			| 'clock_ahead'
			| 'clock_behind'
			| 'shape'
			| 'size'
			| 'type'
			| 'incomplete'
			| 'storage'
			| null;
	};
	/** Mails to people, by all sidecars together; null = unknown. */
	mails: MailHealth | null;
	/** The comparison with Stripe's books that sidecars do by timer, every ten minutes or so; null = unknown. */
	reconciler: ReconcilerHealth | null;
}

/** Instants are ISO 8601 UTC. */
export interface MailHealth {
	/** When WordPress last took a mail; null = never. */
	lastSentAt: string | null;
	/** When one could last not be sent; it is tried again for about half a day. */
	lastFailureAt: string | null;
	/** WordPress's code: `mail_failed`: its mailer refused; `unreachable`: WordPress did not answer; `invalid_token`, … */
	lastFailureReason: string | null;
	/** Since when the mail waits that waits longest; null = none does. */
	waitingSince: string | null;
	/** Mails to students that were given up, and of which no person has taken care yet. */
	givenUp: number;
}

export interface ReconcilerHealth {
	/** When it last came to its end, ISO 8601 UTC; null = never. It comes to none while Stripe cannot be asked. */
	lastRunAt: string | null;
	/** What it found, in English: `nothing found`, or counts by kind. */
	lastResult: string | null;
}
