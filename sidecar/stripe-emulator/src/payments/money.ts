/** https://docs.stripe.com/currencies#zero-decimal */
const WITHOUT_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** https://docs.stripe.com/currencies#three-decimal */
const THREE_DECIMALS = new Set('bhd jod kwd omr tnd'.split(' '));

/**
 * An amount as people read it.
 *
 * @param amount minor units of the currency
 * @param currency three letters, any case
 */
export function formatAmount(amount: number, currency: string): string {
	const code = currency.toLowerCase();
	const digits = WITHOUT_DECIMALS.has(code) ? 0 : THREE_DECIMALS.has(code) ? 3 : 2;
	return new Intl.NumberFormat('en-US', {
		style: 'currency',
		currency,
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	}).format(amount / 10 ** digits);
}

/** Reads "12.50" in a currency's own decimals; null when it is no positive amount in it. */
export function parseAmount(text: string, currency: string): number | null {
	const code = currency.toLowerCase();
	const digits = WITHOUT_DECIMALS.has(code) ? 0 : THREE_DECIMALS.has(code) ? 3 : 2;
	const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
	if (match === null || (match[2]?.length ?? 0) > digits) return null;
	const amount = Number(match[1]) * 10 ** digits + Number((match[2] ?? '').padEnd(digits, '0') || '0');
	return amount > 0 ? amount : null;
}
