import { ComboboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { AdminCohort } from '@cohort-enrollment/sidecar/contract';
import { screenUrl } from '../settings';
import { Card } from '../shared/card';
import { NumberField, optional, SwitchField, TextField, TimezoneField } from '../shared/fields';
import { ProblemNotice } from '../shared/problem-notice';
import type { Form } from '../shared/use-form';
import type { CohortDraft } from './cohort-draft';
import { othersText, takenText } from './seats-text';
import { courseText, useCourses } from './use-courses';

interface CohortFieldsProps {
	form: Form<CohortDraft>;
	/** As it is now; undefined for a new one. */
	cohort?: AdminCohort;
}

const CourseField = ({ form: { values, set, problemOf }, cohort }: CohortFieldsProps) => {
	const courses = useCourses();
	if (courses.error && !courses.data) {
		return <ProblemNotice error={courses.error} onRetry={courses.reload} />;
	}
	if (courses.data?.length === 0) {
		return (
			<p>
				{__('There is no course yet. A cohort is one run of a course.', 'cohort-enrollment')}{' '}
				<a href={screenUrl('courses', '/new')}>{__('Add a course first', 'cohort-enrollment')}</a>
			</p>
		);
	}
	const options = (courses.data ?? []).map((course) => ({
		value: String(course.id),
		label: courseText(course),
	}));
	const own = cohort && { value: String(cohort.courseId), label: courseText(ownCourse(cohort)) };
	const isListed = options.some(({ value }) => value === own?.value);
	const problem = problemOf('courseId');
	return (
		<ComboboxControl
			__next40pxDefaultSize
			__nextHasNoMarginBottom
			className={problem === undefined ? 'ce-admin__field' : 'ce-admin__field has-problem'}
			label={__('Course', 'cohort-enrollment')}
			help={
				problem === undefined ? (
					__(
						'What is taught. It can be changed until the cohort has a schedule or a student.',
						'cohort-enrollment',
					)
				) : (
					<span className="ce-admin__field-problem">
						{__('Choose a course.', 'cohort-enrollment')}
					</span>
				)
			}
			value={values.courseId === 0 ? null : String(values.courseId)}
			options={own && !isListed ? [own, ...options] : options}
			allowReset={false}
			onChange={(value) => set({ courseId: Number(value ?? 0) })}
		/>
	);
};

const ownCourse = ({ courseTitle: title, courseCode: code }: AdminCohort) => ({ title, code });

const DateFields = ({ form: { values, set, problemOf }, cohort }: CohortFieldsProps) => {
	const hasMoved =
		cohort !== undefined &&
		(cohort.startDate !== values.startDate ||
			cohort.endDate !== values.endDate ||
			cohort.timezone !== values.timezone);
	return (
		<Card title={__('Dates', 'cohort-enrollment')}>
			<div className="ce-admin__row">
				<TextField
					label={__('First day', 'cohort-enrollment')}
					type="date"
					value={values.startDate}
					onChange={(startDate) =>
						set({
							startDate,
							...(values.endDate === '' || values.endDate < startDate
								? { endDate: startDate }
								: {}),
						})
					}
					problem={problemOf('startDate')}
					isRequired
				/>
				<TextField
					label={__('Last day', 'cohort-enrollment')}
					type="date"
					value={values.endDate}
					onChange={(endDate) => set({ endDate })}
					problem={problemOf('endDate')}
					attributes={{ min: values.startDate }}
					isRequired
				/>
			</div>
			<TimezoneField
				label={__('Time zone', 'cohort-enrollment')}
				help={__('Dates and deadline are those of this place.', 'cohort-enrollment')}
				value={values.timezone}
				onChange={(timezone) => set({ timezone })}
				problem={problemOf('timezone')}
			/>
			{hasMoved && (
				<p className="ce-admin__note" role="status">
					{__(
						'Sessions that are planned keep their dates, and students who are booked keep their sessions. After saving, move them in the schedule.',
						'cohort-enrollment',
					)}{' '}
					<a href={`#/${cohort.id}/schedule`}>{__('Go to the schedule', 'cohort-enrollment')}</a>
				</p>
			)}
			<DeadlineField form={{ values, set, problemOf }} />
		</Card>
	);
};

type FieldsOf = Pick<Form<CohortDraft>, 'values' | 'set' | 'problemOf'>;

const DeadlineField = ({ form: { values, set, problemOf } }: { form: FieldsOf }) => (
	<TextField
		label={optional(__('Enrollment deadline', 'cohort-enrollment'))}
		help={
			values.enrollmentDeadlineLocal === null
				? __('Without one, students can enroll as long as there are seats.', 'cohort-enrollment')
				: sprintf(
						/* translators: %s: IANA name of a time zone. */
						__('From then on nobody can enroll. The clock is that of %s.', 'cohort-enrollment'),
						values.timezone.replace(/_/g, ' '),
					)
		}
		type="datetime-local"
		value={values.enrollmentDeadlineLocal ?? ''}
		onChange={(local) => set({ enrollmentDeadlineLocal: local === '' ? null : local.slice(0, 16) })}
		problem={problemOf('enrollmentDeadlineLocal')}
	/>
);

const takenHelp = (cohort: AdminCohort | undefined): string | undefined =>
	cohort && cohort.enrolled + cohort.held > 0
		? sprintf(
				/* translators: %s: such as "12 of 20, 2 held". */
				__('Taken now: %s. There cannot be fewer seats than that.', 'cohort-enrollment'),
				[takenText(cohort), othersText({ ...cohort, waiting: 0 })].filter(Boolean).join(', '),
			)
		: undefined;

const SeatFields = ({ form: { values, set, problemOf }, cohort }: CohortFieldsProps) => {
	const { isLimited, seats } = values;
	return (
		<Card title={__('Seats', 'cohort-enrollment')}>
			<SwitchField
				label={__('Limit the number of seats', 'cohort-enrollment')}
				value={isLimited}
				onChange={(limited) => set({ isLimited: limited })}
			/>
			{isLimited && (
				<NumberField
					label={__('Number of seats', 'cohort-enrollment')}
					help={
						takenHelp(cohort) ??
						__('How many students can enroll. The last seat is sold once.', 'cohort-enrollment')
					}
					value={seats}
					onChange={(typed) => set({ seats: typed })}
					problem={problemOf('maxEnrollment')}
					isRequired
					min={0}
				/>
			)}
		</Card>
	);
};

/** The fields of a cohort. */
export const CohortFields = ({ form, cohort }: CohortFieldsProps) => {
	const { values, set, problemOf } = form;
	const known = cohort && { cohort };
	return (
		<>
			<Card title={__('Cohort', 'cohort-enrollment')}>
				<CourseField form={form} {...known} />
				<TextField
					label={__('Name', 'cohort-enrollment')}
					help={__('Students see it, for example “Spring 2027”.', 'cohort-enrollment')}
					value={values.name}
					onChange={(name) => set({ name })}
					problem={problemOf('name')}
					isRequired
					attributes={{ maxLength: 200 }}
				/>
			</Card>
			<DateFields form={form} {...known} />
			<SeatFields form={form} {...known} />
		</>
	);
};
