/**
 * How many sessions the wizard has just booked: it leads here with `?booked=2`. Takes the parameter out of the address,
 * so that a reload does not tell it again.
 */
export const takeBookedNews = (
	{ href }: Pick<Location, 'href'>,
	history: Pick<History, 'state' | 'replaceState'>,
): number => {
	const url = new URL(href);
	const booked = Number(url.searchParams.get('booked'));
	if (!Number.isInteger(booked) || booked < 1) {
		return 0;
	}
	url.searchParams.delete('booked');
	history.replaceState(history.state, '', url.href);
	return booked;
};
