import { InspectorControls } from '@wordpress/block-editor';
import { PanelBody, Placeholder } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { CourseCohortsAttributes } from './attributes';
import { CoursePicker } from './course-picker';
import { RenderedList } from './rendered-list';
import { SampleList } from './sample-list';
import { courseOfPage, useCourses, type Course } from './use-courses';

interface ChosenCourseProps {
	attributes: CourseCohortsAttributes;
	/** The page that the block stands on; null in a template, which has many. */
	pageId: number | null;
	onChoose: (courseCode: string) => void;
}

const aboutCourseOfPage = ({ title, isActive }: Course): string =>
	isActive
		? /* translators: %s: title of a course */
			sprintf(__('The course of this page: %s', 'cohort-enrollment'), title)
		: sprintf(
				/* translators: %s: title of a course */
				__(
					'The course of this page: %s. It is not active, so visitors find no cohort here.',
					'cohort-enrollment',
				),
				title,
			);

const aboutTemplate = () =>
	__(
		'On every page this shows the cohorts of the course that the page sells. What you see is a sample.',
		'cohort-enrollment',
	);

const aboutNoCourse = () =>
	__(
		'This page is not the page of any course yet. Choose a course here, or choose this page in the course’s own settings, under Cohorts.',
		'cohort-enrollment',
	);

/** Which course is meant, what that leads to, and a way to choose another. */
export const ChosenCourse = ({ attributes, pageId, onChoose }: ChosenCourseProps) => {
	const { courseCode } = attributes;
	const courses = useCourses();
	const own = courses.status === 'ready' ? courseOfPage(courses.courses, pageId) : undefined;
	const picker = <CoursePicker courses={courses} courseCode={courseCode} onChange={onChoose} />;
	let about = '';
	let content: ReactNode;
	if (courseCode !== '') {
		content = <RenderedList attributes={attributes} pageId={pageId} />;
	} else if (pageId === null) {
		about = aboutTemplate();
		content = <SampleList {...attributes} />;
	} else if (own) {
		about = aboutCourseOfPage(own);
		content = <RenderedList attributes={attributes} pageId={pageId} />;
	} else {
		const isKnown = courses.status === 'ready' && courses.courses.length > 0;
		content = (
			<Placeholder
				label={__('Course cohorts', 'cohort-enrollment')}
				instructions={isKnown ? aboutNoCourse() : ''}
			>
				{picker}
			</Placeholder>
		);
	}
	return (
		<>
			<InspectorControls>
				<PanelBody title={__('Settings', 'cohort-enrollment')}>
					{about !== '' && <p>{about}</p>}
					{picker}
				</PanelBody>
			</InspectorControls>
			{about !== '' && <p className="cohort-enrollment-picker__about">{about}</p>}
			{content}
		</>
	);
};
