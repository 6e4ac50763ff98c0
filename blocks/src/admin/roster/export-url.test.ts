import { giveAdminSettings } from '../../../test/admin-settings';
import { exportUrl } from './export-url';

test('the file has what the list shows: the same words and filters', () => {
	giveAdminSettings({
		rosterExportUrl: 'https://x.test/wp-admin/admin-post.php',
		rosterExportNonce: 'abc',
	});
	const url = new URL(exportUrl('7', { search: 'a&b =c', show: 'all', stepId: '' }));
	expect(url.pathname).toBe('/wp-admin/admin-post.php');
	expect(Object.fromEntries(url.searchParams)).toEqual({
		action: 'cohort_enrollment_roster_export',
		_wpnonce: 'abc',
		cohort: '7',
		search: 'a&b =c',
		show: 'all',
	});
});
