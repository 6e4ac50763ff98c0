import { Button, CheckboxControl } from '@wordpress/components';
import type { Field, View } from '@wordpress/dataviews/wp';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ClassSession, SessionStudent } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { ActionNotice } from '../shared/action-notice';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { ListView, useList } from '../shared/list-view';
import { Loaded, Page } from '../shared/page';
import { ProblemNotice } from '../shared/problem-notice';
import { read } from '../shared/request';
import { StatusMark } from '../shared/status-mark';
import { sessionText } from '../shared/times';
import { useKeptFocus } from '../shared/use-kept-focus';
import { useResource } from '../shared/use-resource';
import { attendanceText, SessionMark } from './sessions-page';
import { STATUS_TONE, statusWord, STEP_TONE, stepWord, studentName } from '../shared/status-words';
import { useAttendance, type Attendance, type Marked } from './use-attendance';

const VIEW: View = {
	type: 'table',
	page: 1,
	perPage: 50,
	search: '',
	sort: { field: 'name', direction: 'asc' },
	titleField: 'name',
	descriptionField: 'email',
	fields: ['status', 'cohort', 'packageStatus'],
	filters: [],
	layout: { density: 'compact' },
};

type Toggle = (packageId: number, completed: boolean) => void;

/** In a context, as the columns stay the same while boxes are ticked. */
const Marking = createContext<Pick<Attendance, 'wanted' | 'failed'>>({
	wanted: new Map(),
	failed: new Set(),
});

const AttendanceBox = ({ student, toggle }: { student: SessionStudent; toggle: Toggle | undefined }) => {
	const { wanted, failed } = useContext(Marking);
	const isCompleted = wanted.get(student.packageId) ?? student.status === 'COMPLETED';
	return toggle === undefined ? (
		<StatusMark tone={STEP_TONE[student.status]} label={stepWord(student.status)} />
	) : (
		<CheckboxControl
			__nextHasNoMarginBottom
			label={__('Attended', 'cohort-enrollment')}
			aria-label={sprintf(
				/* translators: %s: a student's name. */
				__('Attended: %s', 'cohort-enrollment'),
				studentName(student.name),
			)}
			help={
				failed.has(student.packageId) && (
					<span className="ce-admin__field-problem">
						{__('Not saved. Please try again.', 'cohort-enrollment')}
					</span>
				)
			}
			checked={isCompleted}
			onChange={(completed) => toggle(student.packageId, completed)}
		/>
	);
};

const fields = (toggle: Toggle | undefined): Field<SessionStudent>[] => [
	{
		id: 'name',
		label: __('Name', 'cohort-enrollment'),
		enableGlobalSearch: true,
		enableHiding: false,
		getValue: ({ item }) => studentName(item.name),
	},
	{
		id: 'email',
		label: __('Email', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => <span className="ce-admin__aside">{item.email}</span>,
	},
	{
		id: 'status',
		label: __('Attendance', 'cohort-enrollment'),
		render: ({ item }) => <AttendanceBox student={item} toggle={toggle} />,
	},
	{
		id: 'cohort',
		label: __('Cohort and step', 'cohort-enrollment'),
		enableSorting: false,
		getValue: ({ item }) => `${item.cohortName}: ${item.stepLabel}`,
	},
	{
		id: 'packageStatus',
		label: __('Enrollment', 'cohort-enrollment'),
		enableSorting: false,
		render: ({ item }) => (
			<StatusMark tone={STATUS_TONE[item.packageStatus]} label={statusWord(item.packageStatus)} />
		),
	},
];

const markedText = ({ completed, packageIds: { length } }: Marked): string => {
	if (length === 0) {
		return __('Nothing had to be changed.', 'cohort-enrollment');
	}
	return completed
		? sprintf(
				/* translators: %d: number of students. */
				_n(
					'%d student is marked as having attended.',
					'%d students are marked as having attended.',
					length,
					'cohort-enrollment',
				),
				length,
			)
		: sprintf(
				/* translators: %d: number of students. */
				_n(
					'The attendance of %d student was taken back.',
					'The attendance of %d students was taken back.',
					length,
					'cohort-enrollment',
				),
				length,
			);
};

const LastMarked = ({ attendance }: { attendance: Attendance }) => {
	const { last, isBusy, undo } = attendance;
	if (last === undefined) {
		return null;
	}
	const undoing = { label: __('Undo', 'cohort-enrollment'), isBusy, onClick: () => void undo() };
	return (
		<ActionNotice
			status="success"
			text={markedText(last)}
			action={last.packageIds.length > 0 ? undoing : undefined}
		/>
	);
};

interface ActsProps {
	session: ClassSession;
	attendance: Attendance;
}

const Acts = ({ session, attendance }: ActsProps) => {
	const [isAsking, setIsAsking] = useState(false);
	return (
		<>
			{session.completed > 0 && (
				<Button __next40pxDefaultSize variant="tertiary" onClick={() => setIsAsking(true)}>
					{__('Take back all', 'cohort-enrollment')}
				</Button>
			)}
			{session.booked > 0 && (
				<Button
					__next40pxDefaultSize
					variant="primary"
					isBusy={attendance.isBusy}
					onClick={() => void attendance.mark(true)}
				>
					{__('Mark all as attended', 'cohort-enrollment')}
				</Button>
			)}
			{isAsking && (
				<ConfirmDialog
					title={__('Take back the attendance of everybody?', 'cohort-enrollment')}
					confirmLabel={__('Take back all', 'cohort-enrollment')}
					isDestructive
					onClose={() => setIsAsking(false)}
					onConfirm={async () => {
						await attendance.mark(false);
						setIsAsking(false);
					}}
				>
					<p>
						{__(
							'All students of this session are shown as booked again. Courses that were completed with it are open again; nobody loses a seat.',
							'cohort-enrollment',
						)}
					</p>
				</ConfirmDialog>
			)}
		</>
	);
};

interface SessionProps {
	cohortId: string;
	session: ClassSession;
	onChanged: (session: ClassSession) => void;
}

const Session = ({ cohortId, session, onChanged }: SessionProps) => {
	const { classSessionId, groupClassName, startsAt, timezone, hasBegun } = session;
	const list = useList<SessionStudent>({ path: `/class-sessions/${classSessionId}/students`, view: VIEW });
	const { reload } = list.resource;
	const attendance = useAttendance(classSessionId, (_marked, changed) => {
		onChanged(changed);
		reload();
	});
	const { wanted, failed, forgetWanted } = attendance;
	const marking = useMemo(() => ({ wanted, failed }), [wanted, failed]);
	useEffect(forgetWanted, [list.resource.data, forgetWanted]);
	useKeptFocus(`${session.booked} ${session.completed}`);
	const mayMark = adminSettings().canManage && hasBegun;
	const latest = useRef(attendance);
	latest.current = attendance;
	// Made once: with new columns every box is a new one, and the keyboard loses the one that it is on.
	const columns = useMemo(
		() =>
			fields(
				mayMark
					? (packageId, completed) => void latest.current.mark(completed, [packageId])
					: undefined,
			),
		[mayMark],
	);
	return (
		<Page
			title={sprintf(
				/* translators: 1: name of a class. 2: date and time. */
				__('%1$s, %2$s', 'cohort-enrollment'),
				groupClassName,
				sessionText(startsAt, timezone),
			)}
			back={{ href: `#/${cohortId}/sessions`, label: __('Sessions', 'cohort-enrollment') }}
			mark={<SessionMark session={session} />}
			actions={mayMark && <Acts session={session} attendance={attendance} />}
		>
			<p>
				{attendanceText(session)}
				{!hasBegun &&
					` · ${__('Attendance can be marked once the session has begun.', 'cohort-enrollment')}`}
			</p>
			{attendance.error && <ProblemNotice error={attendance.error} />}
			<LastMarked attendance={attendance} />
			<Marking.Provider value={marking}>
				<ListView
					list={list}
					label={__('Students', 'cohort-enrollment')}
					fields={columns}
					getItemId={({ packageId, stepId }) => `${packageId}-${stepId}`}
					getItemUrl={({ packageId, cohortId: ownCohort }) => `#/${ownCohort}/roster/${packageId}`}
					searchLabel={__('Search students', 'cohort-enrollment')}
					empty={
						<div className="ce-admin__empty">
							<h2>{__('Nobody is booked', 'cohort-enrollment')}</h2>
							<p>{__('No student has chosen this session yet.', 'cohort-enrollment')}</p>
						</div>
					}
				/>
			</Marking.Provider>
		</Page>
	);
};

/** One dated session: who comes, and who came. */
export const SessionPage = ({ cohortId, classSessionId }: { cohortId: string; classSessionId: string }) => {
	const path = `/class-sessions/${encodeURIComponent(classSessionId)}`;
	const resource = useResource(path, () => read<ClassSession>(path));
	if (!resource.data) {
		return (
			<Page
				title={__('Session', 'cohort-enrollment')}
				back={{ href: `#/${cohortId}/sessions`, label: __('Sessions', 'cohort-enrollment') }}
			>
				<Loaded resource={resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <Session cohortId={cohortId} session={resource.data} onChanged={resource.replace} />;
};
