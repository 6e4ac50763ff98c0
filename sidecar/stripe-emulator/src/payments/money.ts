/** https://docs.stripe.com/currencies#zero-decimal */
const WITHOUT_DECIMALS = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** https://docs.stripe.com/currencies#three-decimal */
const THREE_DECIMALS = new Set('bhd jod kwd omr tnd'.split(' '));
/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units; 50 in those not named. */
const SMALLEST = new Map(
	Object.entries({
		aed: 200,
		czk: 1500,
		dkk: 250,
		gbp: 30,
		hkd: 400,
		huf: 17_500,
		mxn: 1000,
		myr: 200,
		nok: 300,
		pln: 200,
		ron: 200,
		sek: 300,
		thb: 1000,
	}),
);

/** The least that can be paid in a currency, in minor units. */
export const smallestAmount = (currency: string): number => SMALLEST.get(currency.toLowerCase()) ?? 50;

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
