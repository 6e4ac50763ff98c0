import { answerRest } from '../../../test/rest';
import { askExportUrl } from './export-url';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

test('the file has what the list shows: the same words and filters', async () => {
	const asked = answerRest({
		'/roster-export': [{ url: 'https://x.test/wp-admin/admin-post.php?action=export&_wpnonce=abc' }],
	});
	const url = new URL(await askExportUrl('7', { search: 'a&b =c', show: 'all', stepId: '' }));
	expect(url.pathname).toBe('/wp-admin/admin-post.php');
	expect(Object.fromEntries(url.searchParams)).toEqual({
		action: 'export',
		_wpnonce: 'abc',
		cohort: '7',
		search: 'a&b =c',
		show: 'all',
	});
	expect(asked).toEqual([{ path: '/cohort-enrollment/v1/roster-export', method: 'GET', data: undefined }]);
});
