import type { CourseListItem, CoursesResponse } from '@cohort-enrollment/sidecar/contract';
import { read } from '../shared/request';
import { useResource, type Resource } from '../shared/use-resource';

const PER_PAGE = 100;

const readAll = async (): Promise<CourseListItem[]> => {
	const courses: CourseListItem[] = [];
	for (let page = 1; ; page += 1) {
		const { items, total } = await read<CoursesResponse>('/courses', { page, perPage: PER_PAGE });
		courses.push(...items);
		if (items.length === 0 || courses.length >= total) {
			return courses;
		}
	}
};

/** All courses, to choose from. */
export const useCourses = (): Resource<CourseListItem[]> => useResource('courses', readAll);

/** A course in a list of choices: titles may be alike, codes are not. */
export const courseText = ({ title, code }: Pick<CourseListItem, 'title' | 'code'>): string =>
	`${title} (${code})`;
