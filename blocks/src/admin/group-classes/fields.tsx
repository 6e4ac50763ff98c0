import { __, _n, sprintf } from '@wordpress/i18n';
import { Card } from '../shared/card';
import { ChoiceField, NumberField, optional, SwitchField, TextField, TimezoneField } from '../shared/fields';
import { isOvernight, weekdays } from '../shared/times';
import type { Form } from '../shared/use-form';
import type { GroupClassDraft } from './class-draft';

interface GroupClassFieldsProps {
	form: Form<GroupClassDraft>;
	/** Dated sessions to come. */
	upcomingSessions?: number;
}

const seatsHelp = (upcoming: number): string =>
	upcoming === 0
		? __('How many students one session takes.', 'cohort-enrollment')
		: sprintf(
				/* translators: %d: number of dated sessions to come. */
				_n(
					'A change also applies to the %d session to come, unless it was given other seats.',
					'A change also applies to the %d sessions to come, except those that were given other seats.',
					upcoming,
					'cohort-enrollment',
				),
				upcoming,
			);

const TimeFields = ({ form: { values, set, problemOf }, upcomingSessions = 0 }: GroupClassFieldsProps) => (
	<Card
		title={__('Time', 'cohort-enrollment')}
		description={
			upcomingSessions > 0
				? __(
						'Sessions that have a date keep it. Move those in the schedule of their cohort.',
						'cohort-enrollment',
					)
				: undefined
		}
	>
		<div className="ce-admin__row">
			<ChoiceField
				label={__('Day of the week', 'cohort-enrollment')}
				value={String(values.dayOfWeek)}
				options={weekdays()}
				onChange={(dayOfWeek) => set({ dayOfWeek: Number(dayOfWeek) })}
				problem={problemOf('dayOfWeek')}
			/>
			<TextField
				label={__('Starts at', 'cohort-enrollment')}
				type="time"
				value={values.startTime}
				onChange={(startTime) => set({ startTime })}
				problem={problemOf('startTime')}
				isRequired
			/>
			<TextField
				label={__('Ends at', 'cohort-enrollment')}
				type="time"
				value={values.endTime}
				onChange={(endTime) => set({ endTime })}
				help={isOvernight(values) ? __('On the next day', 'cohort-enrollment') : undefined}
				problem={problemOf('endTime')}
				isRequired
			/>
		</div>
		<TimezoneField
			label={__('Time zone', 'cohort-enrollment')}
			help={__(
				'Where the clock hangs. Students elsewhere see their own time, too.',
				'cohort-enrollment',
			)}
			value={values.timezone}
			onChange={(timezone) => set({ timezone })}
			problem={problemOf('timezone')}
		/>
	</Card>
);

const PlaceFields = ({ form: { values, set, problemOf } }: GroupClassFieldsProps) => (
	<Card title={__('Place', 'cohort-enrollment')}>
		<TextField
			label={optional(__('Place', 'cohort-enrollment'))}
			value={values.location ?? ''}
			onChange={(location) => set({ location: location === '' ? null : location })}
			problem={problemOf('location')}
			attributes={{ maxLength: 200 }}
		/>
		<TextField
			label={optional(__('Meeting link', 'cohort-enrollment'))}
			help={__('Only students who have booked see it.', 'cohort-enrollment')}
			type="url"
			value={values.meetingUrl ?? ''}
			onChange={(meetingUrl) => set({ meetingUrl: meetingUrl === '' ? null : meetingUrl })}
			problem={problemOf('meetingUrl')}
			attributes={{ maxLength: 500, placeholder: 'https://' }}
		/>
	</Card>
);

/** The fields of a weekly class. */
export const GroupClassFields = ({ form, upcomingSessions = 0 }: GroupClassFieldsProps) => {
	const { values, set, problemOf } = form;
	return (
		<>
			<Card title={__('Class', 'cohort-enrollment')}>
				<TextField
					label={__('Name', 'cohort-enrollment')}
					help={__(
						'Students see it when they choose, for example “Tuesday evening”.',
						'cohort-enrollment',
					)}
					value={values.name}
					onChange={(name) => set({ name })}
					problem={problemOf('name')}
					isRequired
					attributes={{ maxLength: 200 }}
				/>
				<div className="ce-admin__row">
					<NumberField
						label={__('Seats', 'cohort-enrollment')}
						help={seatsHelp(upcomingSessions)}
						value={values.maxStudents}
						onChange={(maxStudents) => set({ maxStudents })}
						problem={problemOf('maxStudents')}
						isRequired
						min={1}
						max={100_000}
					/>
					<TextField
						label={optional(__('Instructor', 'cohort-enrollment'))}
						value={values.instructor ?? ''}
						onChange={(instructor) => set({ instructor: instructor === '' ? null : instructor })}
						problem={problemOf('instructor')}
						attributes={{ maxLength: 200 }}
					/>
				</div>
				<SwitchField
					label={__('Active', 'cohort-enrollment')}
					help={__('Only active classes are offered when a schedule is made.', 'cohort-enrollment')}
					value={values.isActive}
					onChange={(isActive) => set({ isActive })}
				/>
			</Card>
			<TimeFields form={form} upcomingSessions={upcomingSessions} />
			<PlaceFields form={form} />
		</>
	);
};
