/** `GET /healthz`: the process is alive. */
export interface HealthResponse {
	status: 'ok';
	version: string;
	/** ISO 8601 UTC: the sidecar's clock, for Site Health's skew check. */
	time: string;
}

/** `GET /readyz`: 200 when every check is `ok`, else 503. */
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
}
