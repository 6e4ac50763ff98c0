import { Button } from '@wordpress/components';
import { useId } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ScheduledSession, ScheduleOption, ScheduleProblem } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../../settings';
import { NumberField, TextField } from '../../shared/fields';
import { StatusMark } from '../../shared/status-mark';
import { clockRange, clockText, dateText, isOvernight, weekday } from '../../shared/times';
import { ProblemList } from './problem-list';
import { hasBegun, isChanged, usualSession, type SessionDraft } from './schedule-draft';
import type { ScheduleForm } from './use-schedule-form';
import { wallClock } from './wall-clock';

interface SessionCellProps {
	form: ScheduleForm;
	option: ScheduleOption;
	problems: readonly ScheduleProblem[];
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** "Tuesday, UTC+02:00", and what is unusual about it. */
const Reading = ({ option, draft }: { option: ScheduleOption; draft: SessionDraft }) => {
	const clock = wallClock(draft.date, draft.startTime, option.timezone);
	if (clock === null) {
		return null;
	}
	const day = weekdayOf(draft.date);
	return (
		<p className="ce-admin__reading">
			{sprintf(
				/* translators: 1: day of the week. 2: difference from UTC, such as "+02:00". */
				__('%1$s, UTC%2$s', 'cohort-enrollment'),
				weekday(day),
				clock.offset,
			)}
			{day !== option.dayOfWeek && (
				<span>
					{sprintf(
						/* translators: %s: day of the week on which the class is usually. */
						__('instead of %s', 'cohort-enrollment'),
						weekday(option.dayOfWeek),
					)}
				</span>
			)}
			{clock.time !== draft.startTime && (
				<span>
					{sprintf(
						/* translators: %s: time of day. */
						__('Clocks skip this time: it begins at %s.', 'cohort-enrollment'),
						clockText(clock.time),
					)}
				</span>
			)}
		</p>
	);
};

/** Who has a seat in the session as it is saved. */
const Students = ({ session }: { session: ScheduledSession }) => {
	const others = session.enrolled - session.booked;
	const { booked } = session;
	return (
		<>
			{booked > 0 && (
				<StatusMark
					tone="info"
					/* translators: %d: number of students of this cohort. */
					label={sprintf(_n('%d booked', '%d booked', booked, 'cohort-enrollment'), booked)}
				/>
			)}
			{others > 0 && (
				<span>
					{sprintf(
						/* translators: %d: number of seats taken by students of other cohorts, and by those who attended. */
						_n('%d more seat taken', '%d more seats taken', others, 'cohort-enrollment'),
						others,
					)}
				</span>
			)}
			{session.sharedWith.length > 0 && (
				<span>
					{sprintf(
						/* translators: %s: names of other cohorts. */
						__('Shared with %s', 'cohort-enrollment'),
						session.sharedWith.join(', '),
					)}
				</span>
			)}
		</>
	);
};

const Facts = ({ option, draft }: { option: ScheduleOption; draft: SessionDraft | null }) => (
	<div className="ce-admin__cell-facts">
		{isChanged(option, draft) && (
			<StatusMark tone="warning" label={__('Not saved yet', 'cohort-enrollment')} />
		)}
		{hasBegun(option) && <StatusMark tone="quiet" label={__('Has begun', 'cohort-enrollment')} />}
		{option.session && <Students session={option.session} />}
	</div>
);

const Offer = ({ option, onOffer }: { option: ScheduleOption; onOffer: (draft: SessionDraft) => void }) => {
	const date = option.suggestion?.date ?? '';
	return (
		<Button __next40pxDefaultSize variant="secondary" onClick={() => onOffer(usualSession(option, date))}>
			{date === ''
				? __('Add a date', 'cohort-enrollment')
				: sprintf(
						/* translators: %s: date. */
						__('Add %s', 'cohort-enrollment'),
						dateText(date),
					)}
		</Button>
	);
};

const Inputs = ({ form, option, draft }: Omit<SessionCellProps, 'problems'> & { draft: SessionDraft }) => {
	const { stepOptionId } = option;
	const set = (change: Partial<SessionDraft>) => form.setSession(stepOptionId, { ...draft, ...change });
	const problem = (field: string) => form.problemOf(stepOptionId, field);
	return (
		<>
			<div className="ce-admin__cell-day">
				<TextField
					label={__('Date', 'cohort-enrollment')}
					type="date"
					value={draft.date}
					onChange={(date) => set({ date })}
					problem={problem('date')}
					isRequired
				/>
				<NumberField
					label={__('Seats', 'cohort-enrollment')}
					value={draft.maxStudents}
					onChange={(maxStudents) => set({ maxStudents })}
					problem={problem('maxStudents')}
					min={1}
					max={100_000}
				/>
			</div>
			<div className="ce-admin__cell-times">
				<TextField
					label={__('Starts at', 'cohort-enrollment')}
					type="time"
					value={draft.startTime}
					onChange={(startTime) => set({ startTime })}
					problem={problem('startTime')}
					isRequired
				/>
				<TextField
					label={__('Ends at', 'cohort-enrollment')}
					type="time"
					value={draft.endTime}
					onChange={(endTime) => set({ endTime })}
					help={isOvernight(draft) ? __('On the next day', 'cohort-enrollment') : undefined}
					problem={problem('endTime')}
					isRequired
				/>
			</div>
			<Reading option={option} draft={draft} />
		</>
	);
};

/** One class of a step: when it takes place in this cohort, with how many seats, and who is in it. */
export const SessionCell = ({ form, option, problems }: SessionCellProps) => {
	const name = useId();
	const { stepOptionId, groupClassName } = option;
	const draft = form.values.sessions[stepOptionId] ?? null;
	const refusal = form.refusalOf(stepOptionId);
	return (
		<fieldset
			className={refusal === undefined ? 'ce-admin__cell' : 'ce-admin__cell has-problem'}
			aria-labelledby={name}
		>
			<div className="ce-admin__cell-name">
				<strong id={name}>{groupClassName}</strong>
				<small>
					{weekday(option.dayOfWeek, 'short')}, {clockRange(option.startTime, option.endTime)}
					<br />
					{option.timezone.replace(/_/g, ' ')}
				</small>
			</div>
			{refusal !== undefined && <p className="ce-admin__field-problem">{refusal}</p>}
			{draft === null ? (
				<p>{__('Not offered.', 'cohort-enrollment')}</p>
			) : (
				<Inputs form={form} option={option} draft={draft} />
			)}
			<Facts option={option} draft={draft} />
			<ProblemList problems={problems} schedule={form.schedule} />
			{adminSettings().canManage &&
				(draft === null ? (
					<Offer option={option} onOffer={(offer) => form.setSession(stepOptionId, offer)} />
				) : (
					<Button
						variant="link"
						isDestructive
						onClick={() => form.setSession(stepOptionId, null)}
						aria-describedby={name}
					>
						{__('Do not offer', 'cohort-enrollment')}
					</Button>
				))}
		</fieldset>
	);
};
