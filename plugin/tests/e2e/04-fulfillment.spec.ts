import { goToPayment } from './support/pages';
import { eventsAbout } from './support/stripe';
import { expect, test } from './support/test';

test('4. The webhook alone turns the payment into an enrollment', async ({
	page,
	school,
	student,
	records,
	stripe,
	localStripe,
}) => {
	const offer = await school.offer();
	const sessionId = await goToPayment(page, offer.pageUrl, offer.cohort);
	expect(await records.packagesOf(student.id)).toEqual([]);

	// Paid, but nobody comes back to the site.
	await localStripe.pay(sessionId);

	const [event, ...others] = await eventsAbout(stripe, sessionId);
	expect(others).toEqual([]);
	expect(event).toMatchObject({ type: 'checkout.session.completed', pending_webhooks: 0 });
	const [stored, ...more] = await records.inboxOf(sessionId);
	expect(more).toEqual([]);
	expect(stored).toMatchObject({
		event_id: event?.id,
		type: 'checkout.session.completed',
		livemode: false,
		status: 'done',
		attempts: 1,
		last_error: null,
	});
	expect(stored?.processed_at).toBeInstanceOf(Date);
	expect(JSON.parse(stored?.payload ?? '')).toMatchObject({
		id: event?.id,
		data: { object: { id: sessionId } },
	});
	expect(await records.checkout(sessionId)).toMatchObject({ state: 'enrolled' });
	expect(await records.packagesOf(student.id)).toHaveLength(1);
});

test('5. The package says who bought what, when, and with which payment', async ({
	school,
	student,
	records,
	stripe,
}) => {
	const offer = await school.offer();
	const before = Date.now();
	const { sessionId } = await student.buy(offer);
	const after = Date.now();
	const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(sessionId);
	const checkout = await records.checkout(sessionId);
	const packages = await records.packagesOf(student.id);
	expect(packages).toEqual([
		{
			id: expect.any(Number),
			student_id: student.id,
			program_id: offer.course.id,
			cohort_id: offer.cohort.id,
			checkout_id: checkout.id,
			package_name: `${offer.course.code} - Autumn cohort`,
			package_type: 'COURSE',
			payment_intent_id: intent,
			status: 'ACTIVE',
			purchased_at: expect.any(Date),
			expires_at: null,
			version: 1,
			created_at: packages[0]?.purchased_at,
			updated_at: packages[0]?.purchased_at,
			live: 1,
		},
	]);
	const purchasedAt = packages[0]?.purchased_at.getTime() ?? 0;
	expect(purchasedAt).toBeGreaterThanOrEqual(before);
	expect(purchasedAt).toBeLessThanOrEqual(after);
	expect(checkout).toMatchObject({ state: 'enrolled', payment_intent_id: intent, reason: null });
});

test('6. Every step has one progress record: booked where there is no choice, else not', async ({
	school,
	student,
	records,
}) => {
	const offer = await school.offer();
	const { packageId } = await student.buy(offer);
	const { steps } = offer.course;
	const progress = await records.progressOf(packageId);
	expect(progress.map((row) => row.step_id)).toEqual(steps.map(({ id }) => id));
	expect(progress.map(({ status }) => status)).toEqual(['BOOKED', 'UNBOOKED', 'BOOKED', 'UNBOOKED']);
	for (const [index, row] of progress.entries()) {
		const only = steps[index]?.options.length === 1 ? steps[index].options[0] : undefined;
		const session = offer.cohort.sessions.find(({ stepOptionId }) => stepOptionId === only?.id);
		expect(row).toMatchObject({
			package_id: packageId,
			cohort_id: offer.cohort.id,
			step_option_id: only?.id ?? null,
			class_session_id: session?.classSessionId ?? null,
			booked_at: only ? expect.any(Date) : null,
			completed_at: null,
		});
	}
});

test('7. The cohort and the booked classes count one student more, and the others do not', async ({
	school,
	student,
	records,
}) => {
	const offer = await school.offer();
	const counts = async () => ({
		cohort: (await records.cohort(offer.cohort.id)).current_enrollment,
		sessions: (await records.sessionsOf(offer.cohort)).map((row) => row.current_enrollment),
	});
	expect(await counts()).toEqual({ cohort: 0, sessions: [0, 0, 0, 0, 0, 0, 0] });
	const { sessionId } = await student.buy(offer);
	// Weeks 1 and 3 have one class each, weeks 2 and 4 have a choice.
	expect(await counts()).toEqual({ cohort: 1, sessions: [1, 0, 0, 1, 0, 0, 0] });
	await student.session(sessionId);
	expect(await counts()).toEqual({ cohort: 1, sessions: [1, 0, 0, 1, 0, 0, 0] });
});
