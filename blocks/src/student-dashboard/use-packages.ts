import type { CoursePackagesResponse } from '@cohort-enrollment/sidecar/contract';
import { useCallback, useEffect, useState } from '@wordpress/element';
import { request, RequestError } from '../shared/request';

export type Packages =
	| { status: 'loading' }
	| { status: 'ready'; answer: CoursePackagesResponse }
	| { status: 'failed'; code: string };

/** The student's courses, fetched again when the back button brings the page back out of the browser's memory. */
export const usePackages = (): [Packages, () => void] => {
	const [packages, setPackages] = useState<Packages>({ status: 'loading' });
	const [attempt, setAttempt] = useState(0);
	const retry = useCallback(() => {
		setPackages({ status: 'loading' });
		setAttempt((count) => count + 1);
	}, []);
	useEffect(() => {
		let isCurrent = true;
		request<CoursePackagesResponse>('/students/me/course-packages').then(
			(answer) => isCurrent && setPackages({ status: 'ready', answer }),
			(error: unknown) =>
				isCurrent &&
				setPackages({
					status: 'failed',
					code: error instanceof RequestError ? error.code : 'unexpected_answer',
				}),
		);
		return () => {
			isCurrent = false;
		};
	}, [attempt]);
	useEffect(() => {
		const onPageShow = ({ persisted }: PageTransitionEvent) => {
			if (persisted) {
				setAttempt((count) => count + 1);
			}
		};
		window.addEventListener('pageshow', onPageShow);
		return () => window.removeEventListener('pageshow', onPageShow);
	}, []);
	return [packages, retry];
};
