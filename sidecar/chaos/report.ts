/** What came out of one part. */
export interface PartResult {
	/** Runs in which the invariant held. */
	passed: number;
	failed: number;
	/** What happened, by its name: payments, refunds, kills. */
	counts: Record<string, number>;
	/** One text for each run that failed. */
	failures: string[];
}
