import { useEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Course } from '@cohort-enrollment/sidecar/contract';
import { Card } from '../shared/card';
import { SwitchField, TextField } from '../shared/fields';
import type { Form } from '../shared/use-form';
import { codeFrom, type CourseDraft } from './course-draft';
import { PageField } from './page-field';
import { StepsCard } from './steps-card';

interface CourseFieldsProps {
	form: Form<CourseDraft>;
	/** As it is saved; undefined for a new one. */
	course?: Course;
}

const codeHelp = (course: Course | undefined): string =>
	course?.isSold
		? __('It cannot change any more: somebody has bought the course under it.', 'cohort-enrollment')
		: __('Short name for lists, mails and blocks: letters, digits, - and _.', 'cohort-enrollment');

/** Proposes a code made of the title, until somebody types one. */
const useProposedCode = ({ values, set }: Form<CourseDraft>, isNew: boolean) => {
	const isTyped = useRef(!isNew);
	const { title } = values;
	useEffect(() => {
		if (!isTyped.current) {
			set({ code: codeFrom(title) });
		}
	}, [title, set]);
	return (code: string) => {
		isTyped.current = code !== '';
		set({ code });
	};
};

/** The fields of a course. */
export const CourseFields = ({ form, course }: CourseFieldsProps) => {
	const { values, set, problemOf, error } = form;
	const typeCode = useProposedCode(form, course === undefined);
	const codeProblem =
		error?.code === 'code_taken'
			? __('Another course has this code.', 'cohort-enrollment')
			: problemOf('code');
	return (
		<>
			<Card title={__('Course', 'cohort-enrollment')}>
				<TextField
					label={__('Title', 'cohort-enrollment')}
					help={__(
						'Students see it on their pages, in mails and when they pay.',
						'cohort-enrollment',
					)}
					value={values.title}
					onChange={(title) => set({ title })}
					problem={problemOf('title')}
					isRequired
					attributes={{ maxLength: 200 }}
				/>
				<TextField
					label={__('Code', 'cohort-enrollment')}
					help={codeHelp(course)}
					value={values.code}
					onChange={typeCode}
					problem={codeProblem}
					isRequired
					isDisabled={course?.isSold === true}
					attributes={{ maxLength: 64, autoComplete: 'off' }}
				/>
				<SwitchField
					label={__('Active', 'cohort-enrollment')}
					help={__(
						'Switched off, the course is not for sale: payments that have been started are ended. Whoever is enrolled stays.',
						'cohort-enrollment',
					)}
					value={values.isActive}
					onChange={(isActive) => set({ isActive })}
				/>
			</Card>
			<StepsCard form={form} course={course} />
			<PageField
				pageId={values.pageId}
				courseTitle={values.title}
				onChange={(pageId) => set({ pageId })}
			/>
		</>
	);
};
