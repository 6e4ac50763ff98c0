import { isDeepStrictEqual } from 'node:util';

type Fields = Record<string, unknown>;

/** What the activity keeps of a change: only the fields that differ. `before` is null for something new. */
export interface Changes {
	before: Fields | null;
	after: Fields | null;
}

/** The fields of `after` that are not as they were; null when none is. */
export const changesBetween = (before: object, after: object): Changes | null => {
	const [old, fresh] = [before as Fields, after as Fields];
	const names = Object.keys(fresh).filter((name) => !isDeepStrictEqual(old[name], fresh[name]));
	const pick = (fields: Fields) => Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
	return names.length === 0 ? null : { before: pick(old), after: pick(fresh) };
};
