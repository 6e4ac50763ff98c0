import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildBookedStep, buildOption, buildStep, buildSteps } from '../../test/builders';
import { answerRest, comeBack, Later, Refused } from '../../test/rest';
import { BOOK, heading, PACKAGE, showWizard, STEPS } from '../../test/wizard-page';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const group = (name: RegExp) => screen.getByRole('group', { name });
const confirm = () => screen.getByRole('button', { name: 'Confirm' });

const saved = (overrides = {}) => ({
	autoBooked: [],
	manualSelections: [],
	booked: [buildBookedStep({ stepId: 3 })],
	conflicts: [],
	remaining: 1,
	...overrides,
});

const fullClass = (overrides = {}) => ({
	courseStepId: 3,
	courseStepOptionId: 31,
	reason: 'class_full',
	alternatives: [buildOption({ courseStepOptionId: 33, groupClassName: 'New group' })],
	...overrides,
});

describe('choosing', () => {
	test('lists what is booked and offers each other step in order', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		expect(screen.getByText('Already booked')).toBeVisible();
		expect(screen.getByText('Kick-off')).toBeVisible();
		const groups = screen.getAllByRole('group').filter(({ tagName }) => tagName === 'FIELDSET');
		expect(groups.map((element) => element.querySelector('legend')?.textContent)).toEqual([
			'Step 3 Your first chart',
			'Step 4 Draft review',
		]);
		expect(within(group(/Your first chart/)).getAllByRole('radio')).toHaveLength(2);
	});

	test('moves the focus to the heading of a new screen', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		expect(await heading('Choose your times')).toHaveFocus();
	});

	test('leaves the focus where somebody is already working', async () => {
		const elsewhere = document.body.appendChild(document.createElement('button'));
		elsewhere.focus();
		answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		expect(elsewhere).toHaveFocus();
		elsewhere.remove();
	});

	test('works by keyboard alone', async () => {
		const user = userEvent.setup();
		const asked = answerRest({ [STEPS]: [buildSteps()], [BOOK]: [saved()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		await user.tab();
		await user.tab();
		const [first, second] = within(group(/Your first chart/)).getAllByRole('radio');
		expect(first).toHaveFocus();
		await user.keyboard('{ArrowDown}');
		expect(second).toBeChecked();
		expect(screen.getByText('1 of 2 chosen')).toBeVisible();
		await user.keyboard('{Enter}');
		await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
	});

	test('does not let a full class be chosen', async () => {
		const options = [buildOption({ availableSeats: 0 }), buildOption({ courseStepOptionId: 32 })];
		answerRest({ [STEPS]: [buildSteps({ steps: [buildStep({ options })] })] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		const [full, free] = screen.getAllByRole('radio');
		expect(full).toBeDisabled();
		expect(free).toBeEnabled();
		expect(screen.getByText('Full')).toBeVisible();
	});

	test('says so when a step has no free class at all', async () => {
		const options = [buildOption({ availableSeats: 0 })];
		answerRest({ [STEPS]: [buildSteps({ steps: [buildStep({ options })] })] });
		showWizard(PACKAGE);
		expect(await screen.findByText(/No time is free for this step/)).toBeVisible();
	});

	test('confirming nothing explains itself at the first step and puts the focus there', async () => {
		const asked = answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		await userEvent.click(confirm());
		expect(group(/Your first chart/)).toHaveFocus();
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/at least one step/);
		expect(group(/Draft review/)).not.toHaveAccessibleDescription();
		expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(0);
	});

	test('a choice can be taken back without losing the focus', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		const [radio] = within(group(/Draft review/)).getAllByRole('radio');
		await userEvent.click(radio!);
		await userEvent.click(screen.getByRole('button', { name: 'Decide later: Draft review' }));
		expect(radio).not.toBeChecked();
		expect(group(/Draft review/)).toHaveFocus();
	});

	test('booking later leads to the dashboard without booking anything', async () => {
		answerRest({ [STEPS]: [buildSteps()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		expect(screen.getByRole('link', { name: 'Book later' })).toHaveAttribute(
			'href',
			'https://example.test/my-courses/',
		);
	});
});

describe('confirming', () => {
	const chooseFirst = async (title: RegExp) =>
		userEvent.click(within(group(title)).getAllByRole('radio')[0]!);

	test('books what was chosen, once however often it is pressed, and goes on to the dashboard', async () => {
		const booking = new Later();
		const asked = answerRest({ [STEPS]: [buildSteps()], [BOOK]: [booking] });
		const { goTo } = showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.dblClick(confirm());
		expect(screen.getByRole('button', { name: 'One moment…' })).toHaveAttribute('aria-disabled', 'true');
		expect(screen.getByText('Booking your sessions…')).toBeVisible();
		act(() => booking.give(saved()));
		await heading('Your sessions are booked');
		expect(goTo).toHaveBeenCalledWith('https://example.test/my-courses/?booked=1');
		expect(asked.filter(({ method }) => method === 'POST')).toEqual([
			{
				path: `/cohort-enrollment/v1${BOOK}`,
				method: 'POST',
				data: { selections: [{ courseStepId: 3, courseStepOptionId: 31 }] },
			},
		]);
	});

	test('stays with the good news when the site has no dashboard', async () => {
		answerRest({ [STEPS]: [buildSteps()], [BOOK]: [saved()] });
		const { goTo } = showWizard(PACKAGE, { dashboardUrl: '' });
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await heading('Your sessions are booked');
		expect(screen.getByText(/1 step is still without a session/)).toBeVisible();
		expect(goTo).not.toHaveBeenCalled();
	});

	test('a class that filled meanwhile marks only its own step and offers what is left', async () => {
		const booked = [buildBookedStep({ stepId: 4, stepTitle: 'Draft review', stepOrder: 4 })];
		answerRest({
			[STEPS]: [buildSteps()],
			[BOOK]: [saved({ booked, conflicts: [fullClass()] }), saved()],
		});
		const { goTo } = showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await chooseFirst(/Draft review/);
		await userEvent.click(confirm());
		await waitFor(() => expect(group(/Your first chart/)).toHaveFocus());
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/has just filled up/);
		expect(screen.queryByRole('group', { name: /Draft review/ })).not.toBeInTheDocument();
		expect(screen.getByText(/1 session is booked/)).toBeVisible();
		expect(goTo).not.toHaveBeenCalled();
		await userEvent.click(screen.getByRole('radio', { name: /New group/ }));
		await userEvent.click(confirm());
		await waitFor(() => expect(goTo).toHaveBeenCalled());
	});

	test('shows the conflicts when nothing at all could be booked', async () => {
		answerRest({
			[STEPS]: [buildSteps()],
			[BOOK]: [new Refused('nothing_booked', { status: 409, conflicts: [fullClass()] })],
		});
		showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		expect(await screen.findByRole('radio', { name: /New group/ })).toBeEnabled();
		expect(group(/Your first chart/)).toHaveAccessibleDescription(/has just filled up/);
	});

	test('fetches the steps again when another window has booked one', async () => {
		const conflicts = [fullClass({ reason: 'already_booked', alternatives: [] })];
		const elsewhere = buildSteps({
			steps: [buildStep({ stepId: 4, stepTitle: 'Draft review' })],
			booked: [buildBookedStep(), buildBookedStep({ stepId: 3, stepTitle: 'Your first chart' })],
		});
		answerRest({
			[STEPS]: [buildSteps(), elsewhere],
			[BOOK]: [new Refused('nothing_booked', { conflicts })],
		});
		showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await waitFor(() =>
			expect(screen.queryByRole('group', { name: /Your first chart/ })).not.toBeInTheDocument(),
		);
		expect(screen.getByText('Your first chart')).toBeVisible();
	});

	test('keeps the choices when no answer came, so that one more press is enough', async () => {
		answerRest({ [STEPS]: [buildSteps()], [BOOK]: [new Refused('sidecar_unavailable'), saved()] });
		const { goTo } = showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		expect(await screen.findByText(/does not answer right now/)).toHaveAttribute('role', 'alert');
		await userEvent.click(confirm());
		await waitFor(() => expect(goTo).toHaveBeenCalled());
	});

	test('shows what is true now when the back button brings the page back', async () => {
		answerRest({ [STEPS]: [buildSteps(), buildSteps({ steps: [] })], [BOOK]: [saved()] });
		showWizard(PACKAGE);
		await heading('Choose your times');
		await chooseFirst(/Your first chart/);
		await userEvent.click(confirm());
		await heading('Your sessions are booked');
		act(comeBack);
		await heading('Everything is booked');
	});
});
