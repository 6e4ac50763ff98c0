/** The id that an object refers to; empty when it refers to nothing. Stored objects are never expanded. */
export const idOf = (reference: string | { id: string } | null | undefined): string =>
	typeof reference === 'object' ? (reference?.id ?? '') : (reference ?? '');
