import { errorMessage, isOutage } from './error-message';

test('says something of its own for each refusal that a student can meet', () => {
	const codes = [
		'login_required',
		'session_not_found',
		'rate_limited',
		'package_not_found',
		'package_not_active',
		'nothing_booked',
		'sidecar_unavailable',
		'network',
		'timeout',
	];
	const messages = codes.map(errorMessage);
	expect(new Set(messages).size).toBe(codes.length);
	expect(messages).not.toContain(errorMessage('internal_error'));
});

test('has words for a code that it does not know', () => {
	expect(errorMessage('made_up')).toBe('Something went wrong on our side. Please try again.');
	expect(errorMessage('constructor')).toBe(errorMessage('made_up'));
});

test('tells our outages from what asking again cannot change', () => {
	expect(isOutage('sidecar_unavailable')).toBe(true);
	expect(isOutage('database_unavailable')).toBe(true);
	expect(isOutage('package_not_active')).toBe(false);
});
