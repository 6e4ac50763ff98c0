import { addQueryArgs } from '@wordpress/url';
import { adminSettings } from '../settings';

/**
 * Where the browser gets a cohort's roster as a file.
 *
 * @param selection What narrows it: `RosterSelection` of the contract; empty values are left out.
 */
export const exportUrl = (cohortId: string, selection: Record<string, string>): string => {
	const { rosterExportUrl, rosterExportNonce } = adminSettings();
	const given = Object.entries(selection).filter(([, value]) => value !== '');
	return addQueryArgs(rosterExportUrl, {
		action: 'cohort_enrollment_roster_export',
		_wpnonce: rosterExportNonce,
		cohort: cohortId,
		...Object.fromEntries(given),
	});
};
