import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildBookedStep, buildEnrollment, buildOption, buildSteps } from '../../test/builders';
import { answerRest, Refused } from '../../test/rest';
import { BOOK, ENROLLMENT, heading, PACKAGE, SESSION, showWizard, STEPS } from '../../test/wizard-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const answer = (overrides = {}) => ({
	autoBooked: [],
	manualSelections: [],
	booked: [buildBookedStep({ stepId: 3 })],
	conflicts: [],
	remaining: 1,
	...overrides,
});

const chooseAndConfirm = async (step: RegExp) => {
	const group = screen.getByRole('group', { name: step });
	await userEvent.click(within(group).getAllByRole('radio')[0]!);
	await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
};

test('tells the page which screen is shown', async () => {
	answerRest({ [ENROLLMENT]: [buildEnrollment()], [STEPS]: [buildSteps()] });
	const { announce } = showWizard(SESSION);
	await heading('You are enrolled. Choose your times');
	expect(announce.mock.calls).toEqual([
		['cohort-enrollment/wizard-screen', { screen: 'loading', packageId: null }],
		['cohort-enrollment/wizard-screen', { screen: 'choosing', packageId: 12 }],
	]);
});

test('tells what was booked and how many steps are left', async () => {
	answerRest({ [STEPS]: [buildSteps()], [BOOK]: [answer()] });
	const { announce } = showWizard(PACKAGE);
	await heading('Choose your times');
	await chooseAndConfirm(/Your first chart/);
	await heading('Your sessions are booked');
	expect(announce).toHaveBeenCalledWith('cohort-enrollment/booked', {
		packageId: 12,
		booked: 1,
		remaining: 1,
	});
});

test('tells of each confirmation that booked something, also when it could not book everything', async () => {
	const conflict = {
		courseStepId: 4,
		courseStepOptionId: 41,
		reason: 'class_full',
		alternatives: [buildOption({ courseStepOptionId: 42 })],
	};
	answerRest({
		[STEPS]: [buildSteps()],
		[BOOK]: [
			answer({ conflicts: [conflict] }),
			answer({ booked: [buildBookedStep({ stepId: 4 })], remaining: 0 }),
		],
	});
	const { announce } = showWizard(PACKAGE);
	await heading('Choose your times');
	await chooseAndConfirm(/Your first chart/);
	await screen.findByText(/1 session is booked\. The marked step/);
	await chooseAndConfirm(/Draft review/);
	await heading('Your sessions are booked');
	const booked = (announce.mock.calls as unknown[][]).filter(
		([name]) => name === 'cohort-enrollment/booked',
	);
	expect(booked.map(([, detail]) => detail)).toEqual([
		{ packageId: 12, booked: 1, remaining: 1 },
		{ packageId: 12, booked: 1, remaining: 0 },
	]);
});

test('tells each time that booking was refused', async () => {
	answerRest({ [STEPS]: [buildSteps()], [BOOK]: [new Refused('database_unavailable')] });
	const { announce } = showWizard(PACKAGE);
	await heading('Choose your times');
	const told = () =>
		(announce.mock.calls as unknown[][]).filter(([name]) => name === 'cohort-enrollment/error');
	await chooseAndConfirm(/Your first chart/);
	await waitFor(() => expect(told()).toHaveLength(1));
	await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));
	await waitFor(() => expect(told()).toHaveLength(2));
	expect(told()[0]?.[1]).toEqual({ code: 'database_unavailable' });
});

test('tells why the wizard cannot be shown', async () => {
	answerRest({ [STEPS]: [new Refused('package_not_found')] });
	const { announce } = showWizard(PACKAGE);
	await heading('Nothing found here');
	expect(announce).toHaveBeenCalledWith('cohort-enrollment/error', { code: 'package_not_found' });
});
