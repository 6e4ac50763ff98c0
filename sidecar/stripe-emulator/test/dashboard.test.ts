import { paidSession, paymentOf, startLocalStripe, type LocalStripe } from './support/local-stripe';

let local: LocalStripe;
beforeEach(async () => {
	local = await startLocalStripe();
});
afterEach(() => local.close());

const dashboard = async (): Promise<string> => (await fetch(local.emulator.url)).text();

interface Form {
	action: string;
	fields: URLSearchParams;
}

/** The form of a button with this text and accessible name, as the page has it; fails when there is none. */
function formOf(page: string, label: string): Form {
	const form = (page.match(/<form[^]*?<\/form>/g) ?? []).find((one) =>
		one.includes(`aria-label="${label}`),
	);
	if (form === undefined) throw new Error(`no button "${label}"`);
	const fields = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
	return {
		action: /action="([^"]+)"/.exec(form)?.[1] ?? '',
		fields: new URLSearchParams(
			fields.map(([, name = '', value = '']): [string, string] => [name, value]),
		),
	};
}

/** Presses a button as a browser does, and gives the address that it leads to. */
async function press(label: string, typed: Record<string, string> = {}): Promise<string | null> {
	const { action, fields } = formOf(await dashboard(), label);
	for (const [name, value] of Object.entries(typed)) fields.set(name, value);
	const answer = await fetch(local.emulator.url + action, {
		method: 'POST',
		headers: { accept: 'text/html' },
		body: fields,
		redirect: 'manual',
	});
	expect(answer.status).toBe(303);
	return answer.headers.get('location');
}

test('the clock is moved by buttons, says how far it is, and goes back', async () => {
	expect(await press('+ 1 day')).toBe('/#clock');
	expect(await dashboard()).toContain('1 day ahead');
	await press('+ 35 minutes');
	expect(await dashboard()).toContain('New checkouts begin only at the real time');
	await press('Real time');

	expect(await dashboard()).not.toContain('ahead<');
});

test('a clock that was moved by buttons leaves the shop its own time: what is sent there is not from the future', async () => {
	await press('+ 3 days');
	await press('+ 1 day');
	await local.stripe.products.create({ name: 'Course' });
	await fetch(`${local.emulator.url}/_control/deliveries/settle`, { method: 'POST' });
	const signature = String(local.receiver.received[0]?.headers['stripe-signature']);
	const signedAt = Number(/t=(\d+)/.exec(signature)?.[1]);
	expect(Math.abs(signedAt - Date.now() / 1000)).toBeLessThan(300);
});

test('deliveries are held and released by buttons', async () => {
	await press('Hold deliveries');
	await local.stripe.products.create({ name: 'Course' });
	expect(await dashboard()).toContain('1 waiting');
	expect(local.receiver.received).toEqual([]);

	await press('Release deliveries');
	await local.command('deliveries/settle');

	expect(local.receiver.types()).toEqual(['product.created']);
});

test('dropped events are resent by a button that is there only then', async () => {
	expect(await dashboard()).not.toContain('Resend dropped');
	await local.command('disturbances', { kind: 'drop', times: 1 });
	await local.stripe.products.create({ name: 'Course' });

	await press('Resend dropped');
	await local.command('deliveries/settle');

	expect(local.receiver.types()).toEqual(['product.created']);
	expect(await dashboard()).not.toContain('Resend dropped');
});

test('an inquiry becomes a dispute that is won, and the payment is refunded, all by buttons', async () => {
	const payment = paymentOf(await paidSession(local));

	await press(`Inquire ${payment}`);
	await press('Escalate');
	await expect(press(`Refund ${payment}`)).rejects.toThrow('no button');
	await press('Review');
	await press('Win');
	expect(await press(`Refund ${payment}`, { amount: '9', status: 'pending' })).toBe('/#payments');
	expect(await press('Cancel')).toBe('/#refunds');

	const { data: disputes } = await local.stripe.disputes.list();
	const { data: refunds } = await local.stripe.refunds.list();
	expect(disputes.map(({ status }) => status)).toEqual(['won']);
	expect(refunds.map(({ status, amount }) => [status, amount])).toEqual([['canceled', 900]]);
});
