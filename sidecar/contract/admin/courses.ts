import type { Price } from '../catalogue';
import type { ListQuery, ListResponse, Versioned } from './lists';
import type { CataloguePrice } from './prices';

export interface CourseStepInput {
	/** Null for a new step; `step_not_found` when the course has no such step. */
	id: number | null;
	/** 1 to 64 characters, such as "Week 1". */
	label: string;
	/** 1 to 200 characters. */
	title: string;
	isActive: boolean;
	/** Weekly classes in which it can be taken. At most 50; `group_class_not_found`. */
	groupClassIds: number[];
}

/** What a person types of a course. */
export interface CourseInput {
	/** 1 to 64 letters, digits, `-` and `_`; unique, whatever the case. Fixed once somebody has bought the course. */
	code: string;
	/** 1 to 200 characters. */
	title: string;
	isActive: boolean;
	/** WordPress page that sells it. */
	pageId: number | null;
	/**
	 * In order. At most 100. One that is left out is deleted; `in_use` with its `stepId` while a cohort or student has it.
	 * A class that is left out is no choice any more; `in_use` with `stepId` and `groupClassId` while a cohort offers it.
	 * Students of cohorts that are not over get new active steps to book. Whoever has booked a step that is deactivated
	 * keeps the booking; all others do not see it any more.
	 */
	steps: CourseStepInput[];
}

export interface CourseStep extends CourseStepInput {
	id: number;
	/** From 1. */
	stepOrder: number;
	/** A cohort's schedule or a student refers to it: it can be deactivated, not deleted. */
	isInUse: boolean;
	/** Of its classes, those that a cohort offers: they cannot be left out. */
	usedGroupClassIds: number[];
}

export interface Course extends CourseInput, Versioned {
	id: number;
	steps: CourseStep[];
	/** In the mode of the Stripe key. */
	price: CataloguePrice | null;
	/** Cohorts that are not deleted. */
	cohorts: number;
	/** Live packages. */
	students: number;
	/** Somebody has or had it: the code is fixed. */
	isSold: boolean;
	/** ISO 8601 UTC. */
	updatedAt: string;
}

export interface CourseListItem extends Versioned {
	id: number;
	code: string;
	title: string;
	isActive: boolean;
	pageId: number | null;
	price: Price | null;
	/** Active ones. */
	steps: number;
	cohorts: number;
	students: number;
	updatedAt: string;
}

/**
 * `GET /admin/courses` (view_cohort_rosters), filter `isActive`. Searches code and title.
 * `POST` creates (manage_cohorts), 201 with the course; 409 `code_taken`.
 * `GET | PUT | DELETE /admin/courses/{id}`. PUT saves the course with all its steps at once; 409 `code_taken`,
 * `code_fixed`, `in_use`. Deactivating it ends its open checkouts. DELETE takes `?version=`, answers 204; 409 `in_use`
 * while it has a cohort that is not deleted, or a live package. The row stays, hidden, as long as others refer to it, and
 * its code is free again.
 */
export type CourseQuery = ListQuery<'code' | 'title' | 'students' | 'updatedAt'> & { isActive?: boolean };
export type CoursesResponse = ListResponse<CourseListItem>;
