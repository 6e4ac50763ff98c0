/** What every list of the admin interface takes in its query. Unknown columns and values are refused. */
export interface ListQuery<Column extends string = string> {
	/** From 1. */
	page?: number;
	/** 1 to 100; 20 when left out. */
	perPage?: number;
	/** Words that must occur, in the columns that the list names. */
	search?: string;
	orderBy?: Column;
	order?: 'asc' | 'desc';
}

/** One page of a list. */
export interface ListResponse<Item> {
	items: Item[];
	/** How many there are on all pages. */
	total: number;
	page: number;
	perPage: number;
}

/** The token's capabilities that the admin routes ask for; see `plugin/src/Setup/Capabilities.php`. */
export const MANAGE_COHORTS = 'manage_cohorts';
export const VIEW_COHORT_ROSTERS = 'view_cohort_rosters';

/**
 * What every change carries: the version of the row as the caller last saw it. When somebody else changed the row since,
 * the answer is 409 `version_conflict` with the row as it is now in `data.current`.
 */
export interface Versioned {
	version: number;
}
