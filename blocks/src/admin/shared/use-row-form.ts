import { useState } from '@wordpress/element';
import { useForm, type Form } from './use-form';

interface RowFormOptions<Values, Row> {
	row: Row;
	/** What the form shows of it. */
	valuesOf: (row: Row) => Values;
	/** Saves over the version that the form goes by, or over `theirs`. */
	save: (values: Values, version: number | undefined, theirs?: Row) => Promise<Row>;
	/** Tells that it was saved. */
	onSaved: () => void;
	/** The row is another one now: it was saved, changed beside the form, or somebody else's version of it was taken. */
	onReplaced: (row: Row) => void;
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
}: RowFormOptions<Values, Row>): { form: Form<Values>; changedBeside: (row: Row) => void } => {
	const [initial] = useState(() => valuesOf(row));
	const [version, setVersion] = useState(row.version);
	const startAnew = (next: Row): void => {
		setVersion(next.version);
		form.restart(valuesOf(next));
		onReplaced(next);
	};
	const form = useForm<Values, Row>({
		initial,
		version,
		save,
		onSaved: (saved) => {
			onSaved();
			startAnew(saved);
		},
		onTheirs: startAnew,
	});
	const changedBeside = (changed: Row): void => {
		const isOnlyThis = changed.version - version <= 1;
		if (!isOnlyThis && !form.isDirty) {
			startAnew(changed);
			return;
		}
		// With changes of somebody else in it the form keeps its version: whoever saves hears of them.
		if (isOnlyThis) {
			setVersion(changed.version);
		}
		onReplaced(changed);
	};
	return { form, changedBeside };
};
