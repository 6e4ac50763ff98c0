import apiFetch from '@wordpress/api-fetch';
import { useCallback, useEffect, useState } from '@wordpress/element';

/** One course of `GET cohort-enrollment/v1/courses`, which lists them by title. */
export interface Course {
	code: string;
	title: string;
	isActive: boolean;
	/** The page that sells it. */
	pageId: number | null;
	/** How many of its cohorts are not over. */
	cohorts: number;
}

export type Courses =
	| { status: 'loading' }
	| { status: 'ready'; courses: Course[] }
	| { status: 'failed'; message: string; retry: () => void };

const messageOf = (error: unknown): string =>
	typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

/** The course that a page shows when the block names none: as `Cohort_Query::for_page`, or one that is not active. */
export const courseOfPage = (courses: Course[], pageId: number | null): Course | undefined => {
	const own = courses.filter((course) => pageId !== null && course.pageId === pageId);
	return own.find(({ isActive }) => isActive) ?? own[0];
};

/** The courses that an editor can choose from. */
export const useCourses = (): Courses => {
	const [result, setResult] = useState<Courses>({ status: 'loading' });
	const [attempt, setAttempt] = useState(0);
	const retry = useCallback(() => setAttempt((count) => count + 1), []);
	useEffect(() => {
		let isCurrent = true;
		setResult({ status: 'loading' });
		apiFetch<Course[]>({ path: '/cohort-enrollment/v1/courses' }).then(
			(courses) => isCurrent && setResult({ status: 'ready', courses }),
			(error: unknown) =>
				isCurrent && setResult({ status: 'failed', message: messageOf(error), retry }),
		);
		return () => {
			isCurrent = false;
		};
	}, [attempt, retry]);
	return result;
};
