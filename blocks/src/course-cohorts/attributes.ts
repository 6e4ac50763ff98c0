/** What an editor sets on the Course cohorts block. */
export type CourseCohortsAttributes = {
	/** Code of the course whose cohorts are listed; empty until one is chosen. */
	courseCode: string;
};
