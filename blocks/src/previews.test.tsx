import { render, screen } from '@testing-library/react';
import { answerRest } from '../test/rest';
import { Edit as WizardEdit } from './session-wizard/edit';
import { Edit as DashboardEdit } from './student-dashboard/edit';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));
jest.mock('@wordpress/block-editor', (): unknown => jest.requireActual('../test/block-editor'));

const Dashboard = () => <DashboardEdit attributes={{ show: 'everything' }} />;

test.each([
	['session wizard', WizardEdit, 'You are enrolled. Choose your times'],
	['student dashboard', Dashboard, 'A course of yours'],
])('the %s shows a sample in the editor, asks for nothing and leaves the focus alone', (_, Edit, title) => {
	const asked = answerRest({});
	render(<Edit />);
	expect(screen.getByRole('heading', { name: title })).toBeVisible();
	expect(screen.getAllByText('Kick-off').length).toBeGreaterThan(0);
	expect(asked).toHaveLength(0);
	expect(document.body).toHaveFocus();
});

test('nothing in a sample can be pressed', () => {
	render(<WizardEdit />);
	expect(screen.getByRole('button', { name: 'Confirm' }).closest('[inert]')).not.toBeNull();
});

test('the next session alone has a sample of its own', () => {
	render(<DashboardEdit attributes={{ show: 'next-session' }} />);
	expect(screen.getByRole('heading', { name: 'Your next session' })).toBeVisible();
	expect(screen.queryByText('Feedback')).not.toBeInTheDocument();
});
