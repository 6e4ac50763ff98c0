import type { GroupClass, GroupClassInput } from '@cohort-enrollment/sidecar/contract';
import { siteTimezone } from '../shared/times';

/** What the form of a class edits. */
export interface GroupClassDraft extends Omit<GroupClassInput, 'maxStudents'> {
	/** Null while it is being typed. */
	maxStudents: number | null;
}

/** A class that is not there yet. */
export const blankDraft = (): GroupClassDraft => ({
	name: '',
	dayOfWeek: 1,
	startTime: '18:00',
	endTime: '19:30',
	timezone: siteTimezone(),
	maxStudents: 20,
	instructor: null,
	location: null,
	meetingUrl: null,
	isActive: true,
});

/** A class as its form shows it. */
export const draftOf = (groupClass: GroupClass): GroupClassDraft => ({
	name: groupClass.name,
	dayOfWeek: groupClass.dayOfWeek,
	startTime: groupClass.startTime,
	endTime: groupClass.endTime,
	timezone: groupClass.timezone,
	maxStudents: groupClass.maxStudents,
	instructor: groupClass.instructor,
	location: groupClass.location,
	meetingUrl: groupClass.meetingUrl,
	isActive: groupClass.isActive,
});
