import { cancellableFrom, decideCancellation, refundableOf } from './cancel.rules';

const kept = (amount: number) => ({ standing: 'kept', amount }) as const;

test('without a refund the money is kept by a decision, whatever is left of it', () => {
	for (const left of [kept(0), kept(49_000), { standing: 'disputed', amount: 0 } as const]) {
		expect(decideCancellation('none', left)).toEqual({
			state: 'cancelled',
			reason: 'kept_by_staff',
			status: 'CANCELLED',
		});
	}
});

test('a full refund is of all that is left, and so is that amount', () => {
	const full = { state: 'refund_due', reason: 'requested', status: 'REFUNDED', refund: null };
	expect(decideCancellation('full', kept(100))).toEqual(full);
	expect(decideCancellation({ amount: 100 }, kept(100))).toEqual(full);
});

test('less than is left is a part, more than is left is too much', () => {
	expect(decideCancellation({ amount: 99 }, kept(100))).toEqual({
		state: 'refund_due',
		reason: 'refunded_in_part',
		status: 'CANCELLED',
		refund: 99,
	});
	expect(decideCancellation({ amount: 101 }, kept(100))).toBe('refund_too_large');
});

test('nothing is refunded of nothing, nor of what a bank holds or gave back', () => {
	for (const wanted of ['full', { amount: 1 }] as const) {
		expect(decideCancellation(wanted, kept(0))).toBe('nothing_to_refund');
		expect(decideCancellation(wanted, { standing: 'disputed', amount: 0 })).toBe('payment_disputed');
		expect(decideCancellation(wanted, { standing: 'lost', amount: 0 })).toBe('nothing_to_refund');
		expect(decideCancellation(wanted, { standing: 'refunded', amount: 0 })).toBe('nothing_to_refund');
	}
});

test('what can be sent back is what Stripe received and did not send back, while it is ours', () => {
	const charge = { amount: 100, amountRefunded: 30 };
	expect(refundableOf(charge, 'kept').amount).toBe(70);
	for (const standing of ['refunded', 'disputed', 'lost'] as const) {
		expect(refundableOf(charge, standing).amount).toBe(0);
	}
});

test('a disputed enrollment ends without a refund only', () => {
	expect(cancellableFrom('none')).toContain('disputed');
	expect(cancellableFrom('full')).toEqual(['enrolled']);
	expect(cancellableFrom({ amount: 1 })).toEqual(['enrolled']);
});
