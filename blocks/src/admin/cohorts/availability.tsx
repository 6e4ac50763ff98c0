import { __, _x } from '@wordpress/i18n';
import type { AdminCohort } from '@cohort-enrollment/sidecar/contract';
import { StatusMark } from '../shared/status-mark';
import { dayOfInstant } from '../shared/times';

type Facts = Pick<AdminCohort, 'availability' | 'endDate' | 'timezone'>;

/** True when a cohort's last day is over where it takes place. */
export const isOver = ({ endDate, timezone }: Pick<Facts, 'endDate' | 'timezone'>): boolean =>
	endDate < dayOfInstant(new Date().toISOString(), timezone);

/** Whether students can enroll, or why not. */
export const AvailabilityMark = ({ cohort }: { cohort: Facts }) => {
	if (isOver(cohort)) {
		return <StatusMark tone="quiet" label={_x('Over', 'cohort', 'cohort-enrollment')} />;
	}
	switch (cohort.availability) {
		case 'open':
			return <StatusMark tone="good" label={__('Open', 'cohort-enrollment')} />;
		case 'full':
			return <StatusMark tone="info" label={__('Full', 'cohort-enrollment')} />;
		case 'deadline_passed':
			return <StatusMark tone="quiet" label={__('Deadline passed', 'cohort-enrollment')} />;
		case 'no_price':
			return <StatusMark tone="warning" label={__('No price', 'cohort-enrollment')} />;
		case 'inactive':
			return <StatusMark tone="quiet" label={__('Inactive', 'cohort-enrollment')} />;
	}
};
