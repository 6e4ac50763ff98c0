/**
 * How Stripe counts currencies. Not what `Intl` says: that leaves out decimals that Stripe charges (IDR, COP, PKR …).
 * Source: https://docs.stripe.com/currencies, read in November 2026. PHP twin: `plugin/src/Catalogue/Price.php`.
 */

const codes = (list: string): readonly string[] => list.split(' ');

const WITHOUT_DECIMALS = codes('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf');
const THREE_DECIMALS = codes('bhd jod kwd omr tnd');
/** Counted with decimals, which must be 00. */
const WHOLE_UNITS_ONLY = codes('isk ugx');

/** What can be asked for; beside them Stripe may know others. */
export const CURRENCIES: readonly string[] = codes(
	'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop ' +
		'crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd ' +
		'jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn ' +
		'nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd ' +
		'std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw',
);

/** Where it is not half a unit. Other currencies must be worth as much as the least of the account's own. */
const SMALLEST: Readonly<Record<string, number>> = {
	aed: 200,
	czk: 1500,
	dkk: 250,
	gbp: 30,
	hkd: 400,
	huf: 17_500,
	jpy: 50,
	krw: 50,
	mxn: 1000,
	myr: 200,
	nok: 300,
	pln: 200,
	ron: 200,
	sek: 300,
	thb: 1000,
};

/** Of these the least is half a unit. */
const HALF_A_UNIT = codes('ars aud brl cad chf cop eur idr ils inr nzd php rub sgd usd zar');

/** Digits behind the comma of an amount in the minor unit. `currency`: ISO 4217, in any case. */
export const currencyDigits = (currency: string): 0 | 2 | 3 => {
	const code = currency.toLowerCase();
	if (WITHOUT_DECIMALS.includes(code)) {
		return 0;
	}
	return THREE_DECIMALS.includes(code) ? 3 : 2;
};

/** The least that Stripe charges, in the minor unit, as far as it says so; else 1. */
export const smallestAmount = (currency: string): number => {
	const code = currency.toLowerCase();
	return SMALLEST[code] ?? (HALF_A_UNIT.includes(code) ? 50 : 1);
};

/** What an amount in the minor unit must be a multiple of. */
export const amountStep = (currency: string): number => {
	const code = currency.toLowerCase();
	if (WHOLE_UNITS_ONLY.includes(code)) {
		return 100;
	}
	return THREE_DECIMALS.includes(code) ? 10 : 1;
};
