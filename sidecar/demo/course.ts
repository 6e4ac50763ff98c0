/** What the demo's courses are made of. Dates are days from the day of seeding; amounts are in cents. */

export interface DemoClass {
	/** Shown to students; unique within a step. */
	name: string;
	/** 0 = Sunday, in `timezone`. */
	dayOfWeek: number;
	/** HH:MM on the wall clock in `timezone`. */
	startTime: string;
	endTime: string;
	timezone: string;
	maxStudents: number;
	instructor: string;
	location?: string;
	meetingUrl?: string;
}

export interface DemoStep {
	label: string;
	title: string;
	/** One class leaves no choice. */
	classes: readonly DemoClass[];
}

export interface DemoPrice {
	/** 0 = free. */
	amount: number;
	currency: string;
}

/** A student who is in a cohort from the start. */
export interface DemoEnrollment {
	/** Key of DEMO_STUDENTS; others are left out. */
	login: string;
	/** For how many of the steps with a choice a time has been chosen; the others are left to book. */
	chosen: number;
}

export interface DemoCohort {
	/** Unique within the course; by it a cohort is found again. */
	name: string;
	timezone: string;
	/** Its first day, or up to six days later when that is when the first class is held; negative = it is running. */
	startsInDays: number;
	/** Days until enrollment ends, at midnight in `timezone`; null = never. */
	deadlineInDays: number | null;
	/** A number of seats, what is left beside those who are in already, or null for no limit. */
	seats: number | { left: number } | null;
	/** Its own price instead of the course's. */
	price?: DemoPrice;
	enrollments: readonly DemoEnrollment[];
}

export interface DemoCourse {
	code: string;
	title: string;
	price: DemoPrice;
	/** One a week, in order. */
	steps: readonly DemoStep[];
	cohorts: readonly DemoCohort[];
}
