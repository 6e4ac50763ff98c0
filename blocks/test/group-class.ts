import type { GroupClass } from '@cohort-enrollment/sidecar/contract';

/** A weekly class that no course has yet. */
export const groupClass = (overrides: Partial<GroupClass> = {}): GroupClass => ({
	id: 9,
	version: 3,
	name: 'Evening',
	dayOfWeek: 2,
	startTime: '18:30',
	endTime: '20:00',
	timezone: 'Europe/Berlin',
	maxStudents: 10,
	instructor: null,
	location: null,
	meetingUrl: null,
	isActive: true,
	steps: [],
	upcomingSessions: 0,
	updatedAt: '2131-01-01T00:00:00Z',
	...overrides,
});
