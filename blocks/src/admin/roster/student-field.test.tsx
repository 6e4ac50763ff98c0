import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from '@wordpress/element';
import type { StudentSummary } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest } from '../../../test/rest';
import { StudentField } from './student-field';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const ADA = { id: 3, login: 'countess', name: 'Ada Okafor', email: 'ada@example.test', packages: 0 };

beforeEach(() => giveAdminSettings());

const Example = () => {
	const [student, setStudent] = useState<StudentSummary | null>(null);
	return (
		<>
			<StudentField value={student} onChange={setStudent} />
			<output>{student?.id}</output>
		</>
	);
};

test.each(['okaf', 'countess', 'ada@example'])(
	'a student is found by %j, which is a part of name, login or email address',
	async (typed) => {
		answerRest({ '': [{ items: [ADA], total: 1 }] });
		render(<Example />);
		await act(() => Promise.resolve());
		const field = screen.getByRole('combobox', { name: 'Student' });
		act(() => field.focus());
		fireEvent.change(field, { target: { value: typed } });
		const option = screen.getByRole('option');
		expect(option).toHaveTextContent('Ada Okafor (countess, ada@example.test)');
		fireEvent.click(option);
		expect(screen.getByRole('status')).toHaveTextContent('3');
	},
);
