/** `GET /healthz`: the process is alive. */
export interface HealthResponse {
	status: 'ok';
	version: string;
	/** ISO 8601 UTC: the sidecar's clock, for Site Health's skew check. */
	time: string;
	/** False when Stripe, last asked, refused the key: nobody can pay. Stripe's events are still taken. */
	selling: boolean;
}

/** `GET /readyz`: 200 when every check is `ok`, else 503. `clock` and `webhooks` are told, and decide nothing. */
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
}
