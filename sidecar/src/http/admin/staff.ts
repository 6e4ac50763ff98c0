import type { Request } from 'express';
import {
	ERASE_OTHERS_PERSONAL_DATA,
	EXPORT_OTHERS_PERSONAL_DATA,
	MANAGE_COHORTS,
	VIEW_COHORT_ROSTERS,
} from '../../../contract';
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

/** Who may hand out what is kept of people. Raises `login_required` and `forbidden`. */
export const requireExporter = (req: Request): Staff => requireOneOf(req, [EXPORT_OTHERS_PERSONAL_DATA]);

/** Who may erase what is kept of people. Raises `login_required` and `forbidden`. */
export const requireEraser = (req: Request): Staff => requireOneOf(req, [ERASE_OTHERS_PERSONAL_DATA]);

/** Who may find out of whom something is kept: both begin with it. Raises `login_required` and `forbidden`. */
export const requireExporterOrEraser = (req: Request): Staff =>
	requireOneOf(req, [EXPORT_OTHERS_PERSONAL_DATA, ERASE_OTHERS_PERSONAL_DATA]);
