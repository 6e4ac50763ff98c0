/** The option of a step that leaves no choice; null when there are several, none, or it has started. */
export const onlyOption = <Option extends { startsAt: Date }>(
	options: readonly Option[],
	now: Date,
): Option | null => {
	const [option, ...others] = options;
	return option && others.length === 0 && option.startsAt > now ? option : null;
};
