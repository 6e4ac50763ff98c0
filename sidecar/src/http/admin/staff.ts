import type { Request } from 'express';
import { MANAGE_COHORTS, VIEW_COHORT_ROSTERS } from '../../../contract';
import { AppError } from '../../errors';
import { identityOf } from '../request';

/** Who works in wp-admin, or at the server. */
export interface Staff {
	/** For the activity: `staff:3`, or `operator` for whoever speaks from the server (WP-CLI). */
	actor: string;
}

const requireOneOf = (req: Request, capabilities: readonly string[]): Staff => {
	const { userId, capabilities: granted } = identityOf(req);
	if (capabilities.some((capability) => granted.includes(capability))) {
		return { actor: userId === 0 ? 'operator' : `staff:${userId}` };
	}
	if (userId === 0) {
		throw new AppError('login_required', 'Log in first.');
	}
	throw new AppError('forbidden', 'Your account may not do this.');
};

/** Who may change something. Raises `login_required` and `forbidden`. */
export const requireManager = (req: Request): Staff => requireOneOf(req, [MANAGE_COHORTS]);

/** Who may look: whoever may change may look, too. Raises `login_required` and `forbidden`. */
export const requireViewer = (req: Request): Staff =>
	requireOneOf(req, [VIEW_COHORT_ROSTERS, MANAGE_COHORTS]);
