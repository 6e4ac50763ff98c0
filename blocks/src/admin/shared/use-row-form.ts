import { useState } from '@wordpress/element';
import { useForm, type Form } from './use-form';

interface RowFormOptions<Values, Row> {
	row: Row;
	/** What the form shows of it. */
	valuesOf: (row: Row) => Values;
	/** Saves over the version that the form goes by. */
	save: (values: Values, version: number | undefined) => Promise<Row>;
	/** Tells that it was saved. */
	onSaved: () => void;
	/** It was saved, or somebody else's version of it was taken: the form starts anew. */
	onReplaced: (row: Row) => void;
	/** It was changed beside the form: the form goes on. */
	onChangedBeside: (row: Row) => void;
}

/**
 * The form of a row that is also changed beside the form, such as by a button that sets its price at once: what was typed
 * stays, and the form goes by the new version, unless somebody else has changed the row, too.
 *
 * @return The form, and what takes the row as it is after a change beside the form.
 */
export const useRowForm = <Values extends object, Row extends { version: number }>({
	row,
	valuesOf,
	save,
	onSaved,
	onReplaced,
	onChangedBeside,
}: RowFormOptions<Values, Row>): { form: Form<Values>; changedBeside: (row: Row) => void } => {
	const [initial] = useState(() => valuesOf(row));
	const [version, setVersion] = useState(row.version);
	const form = useForm<Values, Row>({
		initial,
		version,
		save,
		onSaved: (saved) => {
			onSaved();
			onReplaced(saved);
		},
		onTheirs: onReplaced,
	});
	const changedBeside = (changed: Row): void => {
		if (changed.version - row.version <= 1) {
			setVersion(changed.version);
			onChangedBeside(changed);
		} else if (form.isDirty) {
			// Somebody else has changed more than this: whoever saves hears of it.
			onChangedBeside(changed);
		} else {
			onReplaced(changed);
		}
	};
	return { form, changedBeside };
};
