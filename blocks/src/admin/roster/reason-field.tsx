import { __ } from '@wordpress/i18n';
import { LongTextField } from '../shared/fields';

interface ReasonFieldProps {
	value: string;
	onChange: (reason: string) => void;
}

/** Why staff does something to an enrollment. */
export const ReasonField = ({ value, onChange }: ReasonFieldProps) => (
	<LongTextField
		label={__('Reason', 'cohort-enrollment')}
		help={__(
			'For your team: it stays in the student’s timeline. The student does not see it.',
			'cohort-enrollment',
		)}
		value={value}
		onChange={onChange}
		isRequired
		attributes={{ maxLength: 500 }}
	/>
);
