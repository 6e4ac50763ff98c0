/** What an editor sets on the Course cohorts block. */
export type CourseCohortsAttributes = {
	/** Code of the course whose cohorts are listed; empty for the course of the page that the block stands on. */
	courseCode: string;
	layout: 'cards' | 'rows';
	/** Every cohort that is not over, or only the one that comes next. */
	show: 'all' | 'next';
};
