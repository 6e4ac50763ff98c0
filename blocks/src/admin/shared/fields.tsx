import {
	ComboboxControl,
	SelectControl,
	TextareaControl,
	TextControl,
	ToggleControl,
} from '@wordpress/components';
import { useMemo } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { InputHTMLAttributes } from 'react';
import { timezoneOptions } from './times';

interface FieldProps {
	label: string;
	help?: string | undefined;
	/** What is wrong with it. */
	problem?: string | undefined;
	isRequired?: boolean;
	isDisabled?: boolean;
}

const helpOf = ({ help, problem }: FieldProps) =>
	problem === undefined ? help : <span className="ce-admin__field-problem">{problem}</span>;

const classOf = ({ problem }: FieldProps) =>
	problem === undefined ? 'ce-admin__field' : 'ce-admin__field has-problem';

interface TextFieldProps extends FieldProps {
	value: string;
	onChange: (value: string) => void;
	type?: 'text' | 'number' | 'date' | 'time' | 'datetime-local' | 'url' | 'email' | 'search';
	attributes?: Pick<
		InputHTMLAttributes<HTMLInputElement>,
		'min' | 'max' | 'step' | 'maxLength' | 'placeholder' | 'autoComplete' | 'inputMode'
	>;
}

/** A field for one line: text, a number, a date, a time, an address. */
export const TextField = (props: TextFieldProps) => (
	<TextControl
		__next40pxDefaultSize
		__nextHasNoMarginBottom
		className={classOf(props)}
		label={props.label}
		help={helpOf(props)}
		value={props.value}
		onChange={props.onChange}
		type={props.type ?? 'text'}
		required={props.isRequired ?? false}
		disabled={props.isDisabled ?? false}
		aria-invalid={props.problem !== undefined}
		{...props.attributes}
	/>
);

interface LongTextFieldProps extends FieldProps {
	value: string;
	onChange: (value: string) => void;
	attributes?: { maxLength?: number };
}

/** A field for a few sentences. */
export const LongTextField = (props: LongTextFieldProps) => (
	<TextareaControl
		__nextHasNoMarginBottom
		className={classOf(props)}
		label={props.label}
		help={helpOf(props)}
		value={props.value}
		onChange={props.onChange}
		rows={3}
		required={props.isRequired ?? false}
		disabled={props.isDisabled ?? false}
		aria-invalid={props.problem !== undefined}
		{...props.attributes}
	/>
);

interface NumberFieldProps extends FieldProps {
	/** Null = empty. */
	value: number | null;
	onChange: (value: number | null) => void;
	min?: number;
	max?: number;
}

/** A field for a whole number. */
export const NumberField = ({ value, onChange, min = 0, max = 1_000_000, ...field }: NumberFieldProps) => (
	<TextField
		{...field}
		type="number"
		value={value === null ? '' : String(value)}
		onChange={(text) => onChange(text === '' ? null : Number(text))}
		attributes={{ min, max, step: 1, inputMode: 'numeric' }}
	/>
);

interface ChoiceFieldProps<Value extends string> extends FieldProps {
	value: Value;
	options: { value: Value; label: string }[];
	onChange: (value: Value) => void;
}

/** A choice among few. */
export const ChoiceField = <Value extends string>(props: ChoiceFieldProps<Value>) => (
	<SelectControl
		__next40pxDefaultSize
		__nextHasNoMarginBottom
		className={classOf(props)}
		label={props.label}
		help={helpOf(props)}
		value={props.value}
		options={props.options}
		onChange={(value) => props.onChange(value)}
		disabled={props.isDisabled ?? false}
		aria-invalid={props.problem !== undefined}
	/>
);

interface SwitchFieldProps extends FieldProps {
	value: boolean;
	onChange: (value: boolean) => void;
}

/** Yes or no. */
export const SwitchField = (props: SwitchFieldProps) => (
	<ToggleControl
		__nextHasNoMarginBottom
		className={classOf(props)}
		label={props.label}
		help={helpOf(props)}
		checked={props.value}
		onChange={props.onChange}
		disabled={props.isDisabled ?? false}
	/>
);

interface TimezoneFieldProps extends FieldProps {
	value: string;
	onChange: (value: string) => void;
}

/** An IANA time zone, found by typing. */
export const TimezoneField = (props: TimezoneFieldProps) => {
	const options = useMemo(() => timezoneOptions(props.value), [props.value]);
	return (
		<ComboboxControl
			__next40pxDefaultSize
			__nextHasNoMarginBottom
			className={classOf(props)}
			label={props.label}
			help={helpOf(props)}
			value={props.value}
			options={options}
			allowReset={false}
			onChange={(value) => props.onChange(value ?? '')}
		/>
	);
};

/** Label of a field that may stay empty. */
export const optional = (label: string): string => `${label} ${__('(optional)', 'cohort-enrollment')}`;
