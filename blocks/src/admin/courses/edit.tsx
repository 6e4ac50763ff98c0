import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Course } from '@cohort-enrollment/sidecar/contract';
import { useLocation } from 'wouter';
import { PriceCard } from '../prices/price-card';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { FormPage } from '../shared/form-page';
import { useNotify } from '../shared/notifications';
import { Loaded, Page } from '../shared/page';
import { read, send } from '../shared/request';
import { StatusMark } from '../shared/status-mark';
import { useForm } from '../shared/use-form';
import { useResource } from '../shared/use-resource';
import { useRowForm } from '../shared/use-row-form';
import { draftOf, inputOf, newStep, type CourseDraft } from './course-draft';
import { DeleteCourseDialog } from './delete-dialog';
import { CourseFields } from './fields';
import { SwitchOffDialog, switchedOffIn, type SwitchedOff } from './switch-off-dialog';

const back = () => ({ href: '#/', label: __('Courses', 'cohort-enrollment') });

const blank = (): CourseDraft => ({
	code: '',
	title: '',
	isActive: true,
	pageId: null,
	steps: [newStep(__('Week 1', 'cohort-enrollment'))],
});

/** A form for a course that is not there yet. */
export const NewCourse = () => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [initial] = useState(blank);
	const form = useForm<CourseDraft, Course>({
		initial,
		version: null,
		save: (values) => send('POST', '/courses', inputOf(values)),
		onSaved: ({ id }) => {
			notify(__('The course was created. Now give it a price.', 'cohort-enrollment'));
			navigate(`/${id}`);
		},
	});
	return (
		<FormPage
			title={__('Add course', 'cohort-enrollment')}
			back={back()}
			form={form}
			saveLabel={__('Create course', 'cohort-enrollment')}
		>
			<CourseFields form={form} />
		</FormPage>
	);
};

/** What keeps students from buying it. */
const Marks = ({ course: { isActive, price } }: { course: Course }) => (
	<>
		{!isActive && <StatusMark tone="quiet" label={__('Inactive', 'cohort-enrollment')} />}
		{!price && <StatusMark tone="warning" label={__('No price', 'cohort-enrollment')} />}
	</>
);

const CohortsCard = ({ cohorts, students }: Pick<Course, 'cohorts' | 'students'>) => (
	<Card title={__('Cohorts', 'cohort-enrollment')}>
		<p>
			{cohorts === 0
				? __(
						'The course has no cohort yet: students buy it for one, with its dates.',
						'cohort-enrollment',
					)
				: sprintf(
						/* translators: 1: such as "2 cohorts". 2: such as "30 students". */
						__('%1$s, %2$s', 'cohort-enrollment'),
						/* translators: %d: number of cohorts. */
						sprintf(_n('%d cohort', '%d cohorts', cohorts, 'cohort-enrollment'), cohorts),
						/* translators: %d: number of students. */
						sprintf(_n('%d student', '%d students', students, 'cohort-enrollment'), students),
					)}
		</p>
		<p>
			{cohorts === 0 && adminSettings().canManage ? (
				<a href={screenUrl('cohorts', '/new')}>{__('Add cohort', 'cohort-enrollment')}</a>
			) : (
				<a href={screenUrl('cohorts')}>{__('Go to cohorts', 'cohort-enrollment')}</a>
			)}
		</p>
	</Card>
);

interface ExistingCourseProps {
	course: Course;
	/** It is another one now. */
	onReplaced: (course: Course) => void;
}

/** Before something is switched off. */
interface Question {
	/** As it is saved now. */
	course: Course;
	off: SwitchedOff;
	saveIt: () => void;
}

const ExistingCourse = ({ course, onReplaced }: ExistingCourseProps) => {
	const [, navigate] = useLocation();
	const notify = useNotify();
	const [isDeleting, setIsDeleting] = useState(false);
	const [question, setQuestion] = useState<Question | null>(null);
	const { form, changedBeside } = useRowForm<CourseDraft, Course>({
		row: course,
		valuesOf: draftOf,
		save: (values, version) => send('PUT', `/courses/${course.id}`, { ...inputOf(values), version }),
		onSaved: () => notify(__('The course was saved.', 'cohort-enrollment')),
		onReplaced,
	});
	const { canManage } = adminSettings();
	/** Saves, after a question when that takes something from sale or from students that `saved` has. */
	const asked = (saved: Course, saveIt: () => void) => (): void => {
		const off = switchedOffIn(form.values, saved);
		if (off) {
			setQuestion({ course: saved, off, saveIt });
		} else {
			saveIt();
		}
	};
	const saveMine = asked(form.conflict as Course, () => form.resolve('mine'));
	return (
		<FormPage
			title={course.title}
			back={back()}
			mark={<Marks course={course} />}
			actions={
				canManage && (
					<Button
						__next40pxDefaultSize
						variant="tertiary"
						isDestructive
						onClick={() => setIsDeleting(true)}
					>
						{__('Delete', 'cohort-enrollment')}
					</Button>
				)
			}
			form={{
				...form,
				submit: asked(course, form.submit),
				resolve: (how) => (how === 'mine' ? saveMine() : form.resolve(how)),
			}}
			after={
				<>
					<PriceCard<Course>
						title={__('Price', 'cohort-enrollment')}
						path={`/courses/${course.id}`}
						version={course.version}
						price={course.price}
						none={__('The course has no price yet, so nobody can enroll.', 'cohort-enrollment')}
						removal={__(
							'Nobody can enroll until the course has a price again, but in cohorts with a price of their own. Whoever is enrolled stays. In Stripe nothing changes.',
							'cohort-enrollment',
						)}
						onPriced={changedBeside}
					/>
					<CohortsCard cohorts={course.cohorts} students={course.students} />
				</>
			}
		>
			<CourseFields form={form} course={course} />
			{question && (
				<SwitchOffDialog
					course={question.course}
					off={question.off}
					onConfirm={question.saveIt}
					onClose={() => setQuestion(null)}
				/>
			)}
			{isDeleting && (
				<DeleteCourseDialog
					course={course}
					onDeleted={() => {
						form.forget();
						navigate('/');
					}}
					onClose={() => setIsDeleting(false)}
				/>
			)}
		</FormPage>
	);
};

/** The form of one course. */
export const EditCourse = ({ id }: { id: string }) => {
	const resource = useResource(id, () => read<Course>(`/courses/${encodeURIComponent(id)}`));
	if (!resource.data) {
		return (
			<Page title={__('Course', 'cohort-enrollment')} back={back()}>
				<Loaded resource={resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <ExistingCourse course={resource.data} onReplaced={resource.replace} />;
};
