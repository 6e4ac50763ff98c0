import type Stripe from 'stripe';
import type { Demo } from './support/demo';
import { eventsAbout, expectDelivered } from './support/stripe';
import { expect, test } from './support/test';

/** The two doors for Stripe's events: the sidecar's own, and the one that WordPress passes through. */
const doors = ({ sidecarUrl, siteUrl }: Demo): string[] => [
	`${sidecarUrl}/webhooks/stripe`,
	`${siteUrl}/wp-json/cohort-enrollment/v1/webhooks/stripe`,
];

const sign = (stripe: Stripe, payload: string, secret: string): Record<string, string> => ({
	'Content-Type': 'application/json',
	'Stripe-Signature': stripe.webhooks.generateTestHeaderString({ payload, secret }),
});

test('16. The same webhook twice, and a second event about the same payment, change nothing', async ({
	school,
	student,
	records,
	stripe,
	localStripe,
	request,
	demo,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.buy(offer);
	const before = await records.snapshot(sessionId, offer.cohort);
	const [event] = await eventsAbout(stripe, sessionId);
	const inbox = await records.inboxOf(sessionId);

	await localStripe.resend(event?.id ?? '');
	await expectDelivered(stripe, event?.id ?? '');
	expect(await records.snapshot(sessionId, offer.cohort)).toEqual(before);
	expect(await records.inboxOf(sessionId)).toEqual(inbox);

	for (const [index, door] of doors(demo).entries()) {
		const twin = { ...event, id: `evt_twin${index}${Date.now()}` };
		const payload = JSON.stringify(twin);
		const headers = sign(stripe, payload, demo.webhookSecrets[0] ?? '');
		for (const delivery of ['first', 'second']) {
			const answer = await request.post(door, { headers, data: payload });
			expect(answer.ok(), `${delivery} delivery to ${door}: ${answer.status()}`).toBe(true);
		}
		expect(await records.inboxOf(sessionId)).toContainEqual(
			expect.objectContaining({ event_id: twin.id, status: 'done', attempts: 1 }),
		);
	}
	expect(await records.snapshot(sessionId, offer.cohort)).toEqual(before);
	expect(await records.inboxOf(sessionId)).toHaveLength(inbox.length + 2);
});

test('16. The same webhook at the same moment, many times over, enrolls once', async ({
	school,
	student,
	records,
	stripe,
	localStripe,
	request,
	demo,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.enroll(offer);
	await localStripe.pay(sessionId ?? '', 'bank_debit');
	await localStripe.settle(sessionId ?? '');
	const event = (await eventsAbout(stripe, sessionId ?? '')).at(-1);
	expect(event?.type).toBe('checkout.session.async_payment_succeeded');
	const payload = JSON.stringify({ ...event, id: `evt_crowd${Date.now()}` });
	const headers = sign(stripe, payload, demo.webhookSecrets[0] ?? '');
	const answers = await Promise.all(
		Array.from({ length: 12 }, (_, index) =>
			request.post(doors(demo)[index % 2] ?? '', { headers, data: payload }),
		),
	);
	expect(answers.map((answer) => answer.ok())).toEqual(Array.from(answers, () => true));
	expect(await records.packagesOf(student.id)).toHaveLength(1);
	expect(await records.cohort(offer.cohort.id)).toMatchObject({ current_enrollment: 1 });
});

test('16. A webhook that Stripe did not sign is refused and leaves no trace', async ({
	school,
	student,
	records,
	stripe,
	request,
	demo,
}) => {
	const offer = await school.offer();
	const { sessionId } = await student.enroll(offer);
	const payload = JSON.stringify({
		id: 'evt_forged',
		object: 'event',
		type: 'checkout.session.completed',
		livemode: false,
		data: { object: { id: sessionId, object: 'checkout.session', payment_status: 'paid' } },
	});
	const attempts = [
		sign(stripe, payload, 'whsec_somebody_elses_secret'),
		sign(stripe, `${payload} `, demo.webhookSecrets[0] ?? ''),
		{ 'Content-Type': 'application/json' },
	];
	for (const door of doors(demo)) {
		for (const headers of attempts) {
			const answer = await request.post(door, { headers, data: payload });
			expect(answer.status(), door).toBe(400);
			expect(await answer.json()).toMatchObject({ code: 'invalid_signature' });
		}
	}
	expect(await records.inboxOf(sessionId ?? '')).toEqual([]);
	expect(await records.packagesOf(student.id)).toEqual([]);
});
