import type { DemoClass, DemoCourse } from '../course';

const HALL = 'Boathouse Hall, by the river';

const rehearsal: DemoClass = {
	name: 'Whole choir',
	dayOfWeek: 3,
	startTime: '19:30',
	endTime: '21:00',
	timezone: 'Europe/Berlin',
	maxStudents: 80,
	instructor: 'Noor de Wit',
	location: HALL,
};

const earlyGroup: DemoClass = {
	...rehearsal,
	name: 'Early group',
	dayOfWeek: 1,
	startTime: '17:30',
	endTime: '18:30',
	maxStudents: 16,
};

const lateGroup: DemoClass = {
	...earlyGroup,
	name: 'Late group',
	startTime: '20:00',
	endTime: '21:00',
};

const sundayGroup: DemoClass = {
	...earlyGroup,
	name: 'Sunday group',
	dayOfWeek: 0,
	startTime: '11:00',
	endTime: '12:00',
};

const concert: DemoClass = {
	...rehearsal,
	name: 'Concert',
	dayOfWeek: 6,
	startTime: '18:00',
	endTime: '20:00',
	location: 'The old bridge',
};

export const choir: DemoCourse = {
	code: 'CHOIR',
	title: 'Community Choir',
	price: { amount: 0, currency: 'eur' },
	steps: [
		{ label: 'Rehearsal 1', title: 'Warm up well', classes: [rehearsal] },
		{
			label: 'Rehearsal 2',
			title: 'Hear your own voice',
			classes: [earlyGroup, lateGroup, sundayGroup],
		},
		{ label: 'Rehearsal 3', title: 'Sing in parts', classes: [earlyGroup, lateGroup] },
		{ label: 'Rehearsal 4', title: 'Read just enough', classes: [lateGroup, sundayGroup] },
		{ label: 'Rehearsal 5', title: 'Four songs by heart', classes: [rehearsal] },
		{ label: 'Concert', title: 'Sing for an audience', classes: [concert] },
	],
	cohorts: [
		{
			name: 'Season 7',
			timezone: 'Europe/Berlin',
			startsInDays: 10,
			deadlineInDays: null,
			seats: null,
			enrollments: [{ login: 'chioma', chosen: 1 }],
		},
		{
			name: 'Season 8',
			timezone: 'Europe/Berlin',
			startsInDays: 66,
			deadlineInDays: 60,
			seats: 60,
			enrollments: [],
		},
	],
};
