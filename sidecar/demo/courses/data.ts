import type { DemoClass, DemoCourse } from '../course';

const ROOM = 'https://meet.example.com/data-from-zero';

const mondayNewYork: DemoClass = {
	name: 'Monday evening with Kwame',
	dayOfWeek: 1,
	startTime: '18:00',
	endTime: '19:30',
	timezone: 'America/New_York',
	maxStudents: 20,
	instructor: 'Kwame Mensah',
	meetingUrl: ROOM,
};

const thursdayLondon: DemoClass = {
	name: 'Thursday evening with Freya',
	dayOfWeek: 4,
	startTime: '19:00',
	endTime: '20:30',
	timezone: 'Europe/London',
	maxStudents: 10,
	instructor: 'Freya Lindqvist',
	meetingUrl: ROOM,
};

const saturdayKolkata: DemoClass = {
	name: 'Saturday afternoon with Priya',
	dayOfWeek: 6,
	startTime: '15:00',
	endTime: '16:30',
	timezone: 'Asia/Kolkata',
	maxStudents: 10,
	instructor: 'Priya Nair',
	meetingUrl: ROOM,
};

const sydneyNight: DemoClass = {
	name: 'Wednesday late shift with Kwame',
	dayOfWeek: 3,
	startTime: '23:00',
	endTime: '00:30',
	timezone: 'Australia/Sydney',
	maxStudents: 4,
	instructor: 'Kwame Mensah',
	meetingUrl: ROOM,
};

export const data: DemoCourse = {
	code: 'DATA',
	title: 'Data Analysis from Zero',
	price: { amount: 48_000, currency: 'usd' },
	steps: [
		{ label: 'Step 1', title: 'Ask a question that numbers can answer', classes: [mondayNewYork] },
		{
			label: 'Step 2',
			title: 'Clean up what you were given',
			classes: [mondayNewYork, thursdayLondon, saturdayKolkata],
		},
		{ label: 'Step 3', title: 'Summarise without lying', classes: [mondayNewYork, thursdayLondon] },
		{
			label: 'Step 4',
			title: 'Draw the chart that says it',
			classes: [thursdayLondon, saturdayKolkata, sydneyNight],
		},
		{ label: 'Step 5', title: 'Tell chance from change', classes: [mondayNewYork] },
		{ label: 'Step 6', title: 'Tell the story', classes: [mondayNewYork, saturdayKolkata] },
		{ label: 'Step 7', title: 'Defend your analysis', classes: [mondayNewYork] },
	],
	cohorts: [
		{
			name: 'Cohort 4',
			timezone: 'America/New_York',
			startsInDays: 5,
			deadlineInDays: -2,
			seats: 20,
			enrollments: [{ login: 'diego', chosen: 4 }],
		},
		{
			name: 'Cohort 5',
			timezone: 'America/New_York',
			startsInDays: 19,
			deadlineInDays: 17,
			seats: { left: 1 },
			enrollments: [
				{ login: 'ben', chosen: 1 },
				{ login: 'elif', chosen: 4 },
			],
		},
		{
			name: 'Cohort 6',
			timezone: 'America/New_York',
			startsInDays: 54,
			deadlineInDays: 52,
			seats: 20,
			enrollments: [],
		},
	],
};
