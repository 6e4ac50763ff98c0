import { act, render, screen } from '@testing-library/react';
import { giveAdminSettings } from '../../test/admin-settings';
import { answerRest, Refused } from '../../test/rest';
import { App } from './app';
import type { Screen } from './settings';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/dataviews/wp', () => ({ DataViews: () => null }));

/** Not the live region, which says it, too. */
const NOTICE = '.components-notice__content';

// jsdom does not scroll.
beforeEach(() => Object.assign(window, { scrollTo: jest.fn() }));

const show = async (name: Screen, place: string, code: string) => {
	giveAdminSettings({ screen: name });
	window.location.hash = place;
	answerRest({ '': [new Refused(code, { status: 409 })] });
	render(<App />);
	await act(() => Promise.resolve());
};

test.each<[Screen, string, string, RegExp]>([
	['courses', '/1', 'step_not_found', /^One of the steps is not there any more/],
	['cohorts', '/1', 'step_not_found', /^The course has changed meanwhile/],
	['cohorts', '/1/roster', 'step_not_found', /^The student does not have this step any more/],
	['cohorts', '/1/schedule', 'payment_disputed', /^Something went wrong on our side/],
	['cohorts', '/1/roster', 'payment_disputed', /or cancel without a refund/],
	['attention', '/1', 'payment_disputed', /Wait until the bank has decided\.$/],
	['courses', '/1', 'course_not_found', /^This is not there any more/],
])('%s at %s has its own words for %s', async (name, place, code, words) => {
	await show(name, place, code);
	expect(screen.getByText(words, { selector: NOTICE })).toBeVisible();
});

test('whoever goes from the roster to the schedule does not read the words of the roster any more', async () => {
	await show('cohorts', '/1/roster', 'step_not_found');
	expect(screen.getByText(/^The student does not have this step/, { selector: NOTICE })).toBeVisible();
	await act(async () => {
		window.location.hash = '/1/schedule';
		await new Promise((resolve) => setTimeout(resolve, 0));
	});
	expect(screen.getByText(/^The course has changed meanwhile/, { selector: NOTICE })).toBeVisible();
});
