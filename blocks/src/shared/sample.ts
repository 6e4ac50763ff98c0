import type { BookedSession } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * A made-up session for the editor's previews.
 *
 * @param days Days from today.
 * @param hour Hour of the day, UTC.
 */
export const sampleSession = (days: number, hour: number): BookedSession => {
	const midnight = Math.floor(Date.now() / DAY) * DAY;
	const start = midnight + days * DAY + hour * HOUR;
	return {
		groupClassName: __('Evening group', 'cohort-enrollment'),
		startsAt: new Date(start).toISOString(),
		endsAt: new Date(start + 1.5 * HOUR).toISOString(),
		timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
		location: __('Online', 'cohort-enrollment'),
		meetingUrl: null,
	};
};

/** Names of the made-up course. */
export const sampleCourse = () => ({
	courseTitle: __('A course of yours', 'cohort-enrollment'),
	cohortName: __('Spring Cohort', 'cohort-enrollment'),
});

/** Names of a made-up step. */
export const sampleStep = (order: number, title: string) => ({
	stepId: order,
	stepLabel: [
		__('Step 1', 'cohort-enrollment'),
		__('Step 2', 'cohort-enrollment'),
		__('Step 3', 'cohort-enrollment'),
	][order - 1] as string,
	stepTitle: title,
	stepOrder: order,
});
