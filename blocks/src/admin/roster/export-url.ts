import { addQueryArgs } from '@wordpress/url';
import { request } from '../../shared/request';

/**
 * Asks where the browser gets a cohort's roster as a file. The address is only good for some hours, so it is asked for
 * when it is needed.
 *
 * @param selection What narrows it: `RosterSelection` of the contract; empty values are left out.
 * @throws RequestError Always, and nothing else.
 */
export const askExportUrl = async (cohortId: string, selection: Record<string, string>): Promise<string> => {
	const { url } = await request<{ url: string }>('/roster-export');
	const given = Object.entries(selection).filter(([, value]) => value !== '');
	return addQueryArgs(url, { cohort: cohortId, ...Object.fromEntries(given) });
};
