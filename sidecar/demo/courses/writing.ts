import type { DemoClass, DemoCourse } from '../course';

const ROOM = 'https://meet.example.com/writing-that-works';

const tuesdayEvening: DemoClass = {
	name: 'Tuesday evening with Miriam',
	dayOfWeek: 2,
	startTime: '18:30',
	endTime: '20:00',
	timezone: 'Europe/Berlin',
	maxStudents: 12,
	instructor: 'Miriam Vogel',
	meetingUrl: ROOM,
};

const wednesdayNoon: DemoClass = {
	name: 'Wednesday lunch hour with Grace',
	dayOfWeek: 3,
	startTime: '12:00',
	endTime: '13:30',
	timezone: 'America/New_York',
	maxStudents: 8,
	instructor: 'Grace Liu',
	meetingUrl: ROOM,
};

const saturdayMorning: DemoClass = {
	name: 'Saturday morning with Arjun',
	dayOfWeek: 6,
	startTime: '10:00',
	endTime: '11:30',
	timezone: 'Asia/Kolkata',
	maxStudents: 8,
	instructor: 'Arjun Rao',
	meetingUrl: ROOM,
};

/** Half an hour for one student alone: the first who books it has it. */
const oneToOne = (name: string, dayOfWeek: number, startTime: string, endTime: string): DemoClass => ({
	name,
	dayOfWeek,
	startTime,
	endTime,
	timezone: 'Europe/Berlin',
	maxStudents: 1,
	instructor: 'Miriam Vogel',
	meetingUrl: `${ROOM}-one-to-one`,
});

const readingNight: DemoClass = {
	...tuesdayEvening,
	name: 'Reading night',
	dayOfWeek: 5,
	startTime: '19:00',
	endTime: '21:30',
	maxStudents: 60,
	location: 'Library, Riverside Academy, and online',
};

export const writing: DemoCourse = {
	code: 'WRITE',
	title: 'Writing that Works',
	price: { amount: 29_000, currency: 'eur' },
	steps: [
		{ label: 'Week 1', title: 'Find the one thing', classes: [tuesdayEvening] },
		{
			label: 'Week 2',
			title: 'Begin with the end',
			classes: [tuesdayEvening, wednesdayNoon, saturdayMorning],
		},
		{ label: 'Week 3', title: 'Cut without mercy', classes: [tuesdayEvening, wednesdayNoon] },
		{ label: 'Week 4', title: 'Write like you talk', classes: [tuesdayEvening] },
		{
			label: 'Week 5',
			title: 'Your text, one to one',
			classes: [
				oneToOne('Monday early bird', 1, '07:30', '08:00'),
				oneToOne('Wednesday afternoon', 3, '15:00', '15:30'),
				oneToOne('Thursday evening', 4, '19:00', '19:30'),
			],
		},
		{ label: 'Week 6', title: 'Shape the page', classes: [tuesdayEvening, saturdayMorning] },
		{
			label: 'Week 7',
			title: 'Take and give feedback',
			classes: [tuesdayEvening, wednesdayNoon, saturdayMorning],
		},
		{ label: 'Week 8', title: 'Read it aloud', classes: [readingNight] },
	],
	cohorts: [
		{
			name: 'Cohort 11',
			timezone: 'Europe/Berlin',
			startsInDays: -21,
			deadlineInDays: -23,
			seats: 10,
			enrollments: [{ login: 'chioma', chosen: 5 }],
		},
		{
			name: 'Cohort 12',
			timezone: 'Europe/Berlin',
			startsInDays: 3,
			deadlineInDays: 2,
			seats: 10,
			enrollments: [{ login: 'elif', chosen: 0 }],
		},
		{
			name: 'Cohort 13',
			timezone: 'Europe/Berlin',
			startsInDays: 17,
			deadlineInDays: 15,
			seats: { left: 0 },
			enrollments: [{ login: 'diego', chosen: 2 }],
		},
		{
			name: 'Cohort 14',
			timezone: 'Europe/Berlin',
			startsInDays: 31,
			deadlineInDays: 29,
			seats: 12,
			enrollments: [{ login: 'ben', chosen: 3 }],
		},
		{
			name: 'Cohort 15 (early bird)',
			timezone: 'Europe/Berlin',
			startsInDays: 87,
			deadlineInDays: 45,
			seats: 12,
			price: { amount: 24_000, currency: 'eur' },
			enrollments: [],
		},
	],
};
