/** What the wizard's address points at. */
export type Target = { kind: 'session'; sessionId: string } | { kind: 'package'; packageId: number };

/**
 * Reads `?session_id=cs_…` (back from Stripe) or `?package_id=12` (free courses, and from the dashboard).
 *
 * @return Null when the address has neither.
 */
export const readTarget = (query: string): Target | null => {
	const parameters = new URLSearchParams(query);
	const packageId = parameters.get('package_id') ?? '';
	if (/^[1-9]\d{0,14}$/.test(packageId)) {
		return { kind: 'package', packageId: Number(packageId) };
	}
	const sessionId = parameters.get('session_id') ?? '';
	return /^cs_\w+$/.test(sessionId) ? { kind: 'session', sessionId } : null;
};
