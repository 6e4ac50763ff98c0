import type {
	CoursePackage,
	EnrollmentSessionResponse,
	NextSession,
	PackageStep,
	StepOption,
	UnbookedStep,
	UnbookedStepsResponse,
} from '@cohort-enrollment/sidecar/contract';
import type { PageSettings } from '../src/shared/settings';

/** Contract objects that tests start from; each takes what matters to the test. */

export const buildSettings = (overrides: Partial<PageSettings> = {}): PageSettings => ({
	dashboardUrl: 'https://example.test/my-courses/',
	wizardUrl: 'https://example.test/your-enrollment/',
	loginUrl: 'https://example.test/wp-login.php',
	homeUrl: 'https://example.test/',
	...overrides,
});

export const buildOption = (overrides: Partial<StepOption> = {}): StepOption => ({
	courseStepOptionId: 31,
	groupClassName: 'Morning group',
	dayOfWeek: 3,
	startTime: '09:00',
	endTime: '10:30',
	timezone: 'America/New_York',
	startsAt: '2027-01-27T14:00:00.000Z',
	endsAt: '2027-01-27T15:30:00.000Z',
	availableSeats: 4,
	location: 'Online',
	...overrides,
});

export const buildStep = (overrides: Partial<UnbookedStep> = {}): UnbookedStep => ({
	stepId: 3,
	stepLabel: 'Step 3',
	stepTitle: 'Your first chart',
	stepOrder: 3,
	options: [
		buildOption(),
		buildOption({
			courseStepOptionId: 32,
			groupClassName: 'Evening group',
			timezone: 'Europe/Berlin',
			startsAt: '2027-01-28T17:00:00.000Z',
			endsAt: '2027-01-28T18:30:00.000Z',
		}),
	],
	...overrides,
});

export const buildBookedStep = (overrides: Partial<PackageStep> = {}): PackageStep => ({
	stepId: 1,
	stepLabel: 'Step 1',
	stepTitle: 'Kick-off',
	stepOrder: 1,
	status: 'BOOKED',
	session: {
		groupClassName: 'Everybody together',
		startsAt: '2027-01-12T23:00:00.000Z',
		endsAt: '2027-01-13T00:30:00.000Z',
		timezone: 'America/New_York',
		location: 'Online',
		meetingUrl: 'https://meet.example.test/kickoff',
	},
	...overrides,
});

export const buildSteps = (overrides: Partial<UnbookedStepsResponse> = {}): UnbookedStepsResponse => ({
	packageId: 12,
	courseCode: 'DATA',
	courseTitle: 'Practical Data Storytelling',
	cohortName: 'Winter Cohort',
	steps: [
		buildStep(),
		buildStep({
			stepId: 4,
			stepLabel: 'Step 4',
			stepTitle: 'Draft review',
			stepOrder: 4,
			options: [
				buildOption({ courseStepOptionId: 41 }),
				buildOption({ courseStepOptionId: 42, groupClassName: 'Night owls' }),
			],
		}),
	],
	booked: [buildBookedStep()],
	...overrides,
});

export const buildEnrollment = (
	overrides: Partial<EnrollmentSessionResponse> = {},
): EnrollmentSessionResponse => ({
	state: 'enrolled',
	packageId: 12,
	cohortId: 3,
	courseCode: 'DATA',
	courseTitle: 'Practical Data Storytelling',
	cohortName: 'Winter Cohort',
	returnUrl: 'https://example.test/data/?enrollment=cancelled&cohort=3',
	price: { amount: 49000, currency: 'usd' },
	reason: null,
	onWaitingList: false,
	...overrides,
});

export const buildPackage = (overrides: Partial<CoursePackage> = {}): CoursePackage => ({
	id: 12,
	packageName: 'DATA - Winter Cohort',
	status: 'ACTIVE',
	paymentState: 'enrolled',
	reason: null,
	purchasedAt: '2026-11-22T10:00:00.000Z',
	courseCode: 'DATA',
	courseTitle: 'Practical Data Storytelling',
	cohortName: 'Winter Cohort',
	startDate: '2027-01-11',
	endDate: '2027-03-05',
	cohortTimezone: 'America/New_York',
	steps: [
		buildBookedStep(),
		buildBookedStep({
			stepId: 3,
			stepLabel: 'Step 3',
			stepTitle: 'Your first chart',
			stepOrder: 3,
			status: 'UNBOOKED',
			session: null,
		}),
	],
	bookedSteps: 1,
	totalSteps: 2,
	...overrides,
});

export const buildNextSession = (overrides: Partial<NextSession> = {}): NextSession => ({
	groupClassName: 'Everybody together',
	startsAt: '2027-01-12T23:00:00.000Z',
	endsAt: '2027-01-13T00:30:00.000Z',
	timezone: 'America/New_York',
	location: 'Online',
	meetingUrl: 'https://meet.example.test/kickoff',
	packageId: 12,
	stepId: 1,
	stepLabel: 'Step 1',
	stepTitle: 'Kick-off',
	courseTitle: 'Practical Data Storytelling',
	...overrides,
});
