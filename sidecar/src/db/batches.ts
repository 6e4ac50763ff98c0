/** A list in parts of at most `size`, in order: statements that name too many rows are too long for the server. */
export const batches = <Item>(items: readonly Item[], size: number): Item[][] =>
	Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
		items.slice(index * size, (index + 1) * size),
	);
