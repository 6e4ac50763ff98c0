import { ComboboxControl } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { StudentsResponse, StudentSummary } from '@cohort-enrollment/sidecar/contract';
import { ProblemNotice } from '../shared/problem-notice';
import { read } from '../shared/request';
import { useResource } from '../shared/use-resource';

const SEARCH_DELAY_MILLISECONDS = 250;

interface StudentFieldProps {
	value: StudentSummary | null;
	onChange: (student: StudentSummary | null) => void;
}

/** Says all by which a student is found: of what the sidecar has found, the field shows only what it finds in here. */
const labelOf = ({ login, name, email }: StudentSummary): string =>
	/* translators: 1: a person's name. 2: the person's login. 3: the person's email address. */
	sprintf(__('%1$s (%2$s, %3$s)', 'cohort-enrollment'), name, login, email);

/** A WordPress account, found by typing a part of its name, login or email address. */
export const StudentField = ({ value, onChange }: StudentFieldProps) => {
	const [search, setSearch] = useState('');
	const searchSoon = useDebounce(setSearch, SEARCH_DELAY_MILLISECONDS);
	const found = useResource(search, () =>
		read<StudentsResponse>('/students', { search, perPage: 20, orderBy: 'name' }),
	);
	const students = found.data?.items ?? [];
	const options = [...(value && !students.some(({ id }) => id === value.id) ? [value] : []), ...students];
	return (
		<>
			{found.error && <ProblemNotice error={found.error} onRetry={found.reload} />}
			<ComboboxControl
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				className="ce-admin__field"
				label={__('Student', 'cohort-enrollment')}
				help={__(
					'Type a part of the name, login or email address. Whoever has no account yet needs one first (Users > Add New).',
					'cohort-enrollment',
				)}
				value={value === null ? null : String(value.id)}
				options={options.map((student) => ({ value: String(student.id), label: labelOf(student) }))}
				onFilterValueChange={searchSoon}
				onChange={(id) => onChange(options.find((student) => String(student.id) === id) ?? null)}
			/>
		</>
	);
};
