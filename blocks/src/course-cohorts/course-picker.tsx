import { Button, ComboboxControl, Notice, Spinner } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { Course, Courses } from './use-courses';

interface CoursePickerProps {
	courses: Courses;
	courseCode: string;
	onChange: (courseCode: string) => void;
}

const optionLabel = ({ code, title, isActive }: Course): string =>
	isActive
		? /* translators: 1: title of a course, 2: its code */
			sprintf(__('%1$s (%2$s)', 'cohort-enrollment'), title, code)
		: /* translators: 1: title of a course, 2: its code */
			sprintf(__('%1$s (%2$s), not active', 'cohort-enrollment'), title, code);

/** Lets an editor choose a course, or says why there is none to choose. */
export const CoursePicker = ({ courses, courseCode, onChange }: CoursePickerProps) => {
	if (courses.status === 'loading') {
		return (
			<p className="cohort-enrollment-picker__loading">
				<Spinner /> {__('Loading the courses…', 'cohort-enrollment')}
			</p>
		);
	}
	if (courses.status === 'failed') {
		const message = courses.message || __('The courses cannot be loaded.', 'cohort-enrollment');
		return (
			// Without what to say Notice runs the hooks of the button among its own.
			<Notice status="error" isDismissible={false} spokenMessage={message}>
				<p>{message}</p>
				<Button __next40pxDefaultSize variant="secondary" onClick={courses.retry}>
					{__('Try again', 'cohort-enrollment')}
				</Button>
			</Notice>
		);
	}
	const options = courses.courses.map((course) => ({ value: course.code, label: optionLabel(course) }));
	if (options.length === 0) {
		return (
			<Notice status="info" isDismissible={false}>
				{__('There is no course yet. Add one first, then choose it here.', 'cohort-enrollment')}
			</Notice>
		);
	}
	const isUnknown = courseCode !== '' && !options.some(({ value }) => value === courseCode);
	return (
		<>
			{isUnknown && (
				<Notice status="warning" isDismissible={false}>
					{sprintf(
						/* translators: %s: code of a course */
						__(
							'The course “%s” does not exist any more. Please choose another.',
							'cohort-enrollment',
						),
						courseCode,
					)}
				</Notice>
			)}
			<ComboboxControl
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				label={__('Course', 'cohort-enrollment')}
				help={__(
					'Leave it empty to show the course of the page that the block stands on.',
					'cohort-enrollment',
				)}
				value={isUnknown ? '' : courseCode}
				options={options}
				onChange={(value) => onChange(value ?? '')}
			/>
		</>
	);
};
