import { AppError } from '../../errors';
import { cancelUrl, packageUrl, successUrl } from './return-urls';

const SITE = 'https://school.example';
const FOLDER = 'https://school.example/academy';

test('the success page gets the session’s id as text that Stripe recognizes', () => {
	expect(successUrl(SITE, '/your-enrollment/')).toBe(
		'https://school.example/your-enrollment/?session_id={CHECKOUT_SESSION_ID}',
	);
});

test('query and fragment of the success page survive, the id coming last in the query', () => {
	expect(successUrl(SITE, '/?page_id=12&lang=de#top')).toBe(
		'https://school.example/?page_id=12&lang=de&session_id={CHECKOUT_SESSION_ID}#top',
	);
});

test('a session id that the client wrote into the path is replaced', () => {
	expect(successUrl(SITE, '/done?session_id=cs_test_mine&session_id=again&a=1')).toBe(
		'https://school.example/done?a=1&session_id={CHECKOUT_SESSION_ID}',
	);
	expect(successUrl(SITE, '/done?session_id=cs_test_mine')).toBe(
		'https://school.example/done?session_id={CHECKOUT_SESSION_ID}',
	);
});

test('a student who gives up comes to the front page of the site, also of a site in a folder', () => {
	expect(cancelUrl(SITE, undefined)).toBe('https://school.example/');
	expect(cancelUrl(FOLDER, undefined)).toBe('https://school.example/academy/');
	expect(cancelUrl(FOLDER, '/academy/courses/?c=1#list')).toBe(
		'https://school.example/academy/courses/?c=1#list',
	);
});

test('the page of a free package is told its id, once', () => {
	expect(packageUrl(SITE, '/your-enrollment/?a=1', 12)).toBe(
		'https://school.example/your-enrollment/?a=1&package_id=12',
	);
	expect(packageUrl(SITE, '/your-enrollment/?package_id=99', 12)).toBe(
		'https://school.example/your-enrollment/?package_id=12',
	);
});

test('letters of other languages are encoded for Stripe', () => {
	expect(successUrl(SITE, '/einschreibung-für-alle/')).toBe(
		'https://school.example/einschreibung-f%C3%BCr-alle/?session_id={CHECKOUT_SESSION_ID}',
	);
});

const LEAVING = [
	'//evil.example/',
	'///evil.example/',
	'/\\evil.example/',
	'\\\\evil.example',
	'/\t/evil.example/',
	'/\n/evil.example/',
	'https://evil.example/',
	'http://school.example/',
	'https://school.example:8443/',
	'//user:secret@school.example.evil.example/',
	'javascript:alert(1)',
	'data:text/html,x',
	'your-enrollment/',
	'?x=1',
	'',
	'//[',
];

test.each(LEAVING)('the path %j is refused, with the name of the field that it came in', (path) => {
	const issuesOf = (resolve: () => string): unknown => {
		try {
			return resolve();
		} catch (error) {
			return error instanceof AppError && [error.code, error.data];
		}
	};
	const refused = (field: string) => [
		'invalid_request',
		{ issues: [{ path: field, code: 'invalid_path', message: 'must be a path on this site' }] },
	];
	expect(issuesOf(() => successUrl(SITE, path))).toEqual(refused('successPath'));
	expect(issuesOf(() => packageUrl(SITE, path, 1))).toEqual(refused('successPath'));
	expect(issuesOf(() => cancelUrl(SITE, path))).toEqual(refused('cancelPath'));
});

test('dots cannot climb out of the site', () => {
	expect(cancelUrl(FOLDER, '/../../other/')).toBe('https://school.example/other/');
});
