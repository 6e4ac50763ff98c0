import { paymentTone, paymentWord } from './status-words';

test.each([
	['Kept', 'cancelled', 'kept_by_staff', 'quiet'],
	['Taken back by the bank', 'cancelled', 'payment_reversed', 'bad'],
	['Cancelled', 'cancelled', 'cohort_full', 'quiet'],
	['Refunded', 'refunded', 'requested', 'quiet'],
	['Refunded', 'refunded', null, 'quiet'],
	['Partly refunded', 'refunded', 'refunded_in_part', 'quiet'],
	['Refund under way', 'refund_pending', 'refunded_in_part', 'info'],
	['Settled', 'enrolled', null, 'good'],
	['Disputed', 'disputed', null, 'bad'],
] as const)('says "%s" of a payment that is %s, reason %s', (word, paymentState, reason, tone) => {
	expect([paymentWord({ paymentState, reason }), paymentTone({ paymentState, reason })]).toEqual([
		word,
		tone,
	]);
});
