/** The login page that comes back to this cohort. The page's own address may be older than the visitor's: it is cached. */
export const loginAddress = (loginUrl: string, page: string, elementId: string): string => {
	const login = new URL(loginUrl, page);
	const back = new URL(page);
	back.hash = elementId;
	login.searchParams.set('redirect_to', back.href);
	return login.href;
};

/** Path and query to which Stripe sends a student who gives up; see `takeCancelledCohort`. */
export const cancelPath = (page: string, cohortId: string): string => {
	const { pathname, searchParams } = new URL(page);
	searchParams.set('enrollment', 'cancelled');
	searchParams.set('cohort', cohortId);
	return `${pathname}?${searchParams}`;
};

/** Path, query and fragment that lead back to a cohort on this page. */
export const cohortPath = (page: string, elementId: string): string => {
	const { pathname, search } = new URL(page);
	return `${pathname}${search}#${elementId}`;
};

/**
 * Tells which cohort's checkout was given up on the way to this page.
 *
 * @return The cohort's id and the address without that news, so that a reload does not repeat it; null for none.
 */
export const takeCancelledCohort = (page: string): { cohortId: string; page: string } | null => {
	const url = new URL(page);
	if (url.searchParams.get('enrollment') !== 'cancelled') {
		return null;
	}
	const cohortId = url.searchParams.get('cohort') ?? '';
	url.searchParams.delete('enrollment');
	url.searchParams.delete('cohort');
	return { cohortId, page: url.href };
};

/** Whether a browser may be sent there. */
export const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address);
