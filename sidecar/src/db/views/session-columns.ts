import type { Connection } from '../database';

/** One dated session as screens show it. */
export interface SessionDetail {
	classSessionId: number;
	groupClassName: string;
	/** 0 = Sunday, in `timezone`. */
	dayOfWeek: number;
	/** Wall-clock HH:MM in `timezone`. */
	startTime: string;
	endTime: string;
	/** IANA name. */
	timezone: string;
	startsAt: Date;
	endsAt: Date;
	maxStudents: number;
	currentEnrollment: number;
	location: string | null;
	/** Only for students who hold a seat. */
	meetingUrl: string | null;
}

/** What {@link sessionColumns} selects: all null where a LEFT JOIN found nothing. */
export interface SessionColumns {
	class_session_id: number | null;
	class_name: string | null;
	day_of_week: number | null;
	start_time: string | null;
	end_time: string | null;
	class_timezone: string | null;
	starts_at: Date | null;
	ends_at: Date | null;
	max_students: number | null;
	seats_taken: number | null;
	location: string | null;
	meeting_url: string | null;
}

/** For queries that call class_sessions `session` and group_classes `class`. */
export const sessionColumns = (connection: Connection) =>
	({
		class_session_id: connection.ref('session.id'),
		class_name: connection.ref('class.name'),
		day_of_week: connection.ref('class.day_of_week'),
		start_time: connection.ref('class.start_time'),
		end_time: connection.ref('class.end_time'),
		class_timezone: connection.ref('class.timezone'),
		starts_at: connection.ref('session.starts_at'),
		ends_at: connection.ref('session.ends_at'),
		max_students: connection.ref('session.max_students'),
		seats_taken: connection.ref('session.current_enrollment'),
		location: connection.ref('class.location'),
		meeting_url: connection.ref('class.meeting_url'),
	}) satisfies Record<keyof SessionColumns, unknown>;

/** Null where the LEFT JOIN found no session. */
export const toSession = (row: SessionColumns): SessionDetail | null => {
	if (row.class_session_id === null || row.starts_at === null || row.ends_at === null) {
		return null;
	}
	return {
		classSessionId: row.class_session_id,
		groupClassName: row.class_name ?? '',
		dayOfWeek: row.day_of_week ?? 0,
		startTime: row.start_time?.slice(0, 5) ?? '',
		endTime: row.end_time?.slice(0, 5) ?? '',
		timezone: row.class_timezone ?? 'UTC',
		startsAt: row.starts_at,
		endsAt: row.ends_at,
		maxStudents: row.max_students ?? 0,
		currentEnrollment: row.seats_taken ?? 0,
		location: row.location,
		meetingUrl: row.meeting_url,
	};
};
