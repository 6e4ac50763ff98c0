import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { CataloguePrice, StripePrice } from '@cohort-enrollment/sidecar/contract';
import { giveAdminSettings } from '../../../test/admin-settings';
import { answerRest, Later, Refused } from '../../../test/rest';
import { ScreenMessages } from '../shared/screen-messages';
import { PRICE_MESSAGES } from './messages';
import { PriceDialog } from './price-dialog';

jest.mock('@wordpress/api-fetch', () => ({ __esModule: true, default: jest.fn() }));

const LIST = '/admin/stripe-prices';
const PRICE = '/courses/12/price';
const COURSE = { id: 12, version: 4 };

const stripePrice = (overrides: Partial<StripePrice> = {}): StripePrice => ({
	id: 'price_1',
	productId: 'prod_1',
	productName: 'Choir',
	nickname: null,
	amount: 12_000,
	currency: 'chf',
	livemode: false,
	...overrides,
});
const page = (prices: StripePrice[], next: string | null = null) => ({ prices, next, mode: 'test' });

const onSaved = jest.fn();
const onClose = jest.fn();
beforeEach(() => {
	onSaved.mockReset();
	onClose.mockReset();
	giveAdminSettings();
});

const show = async (routes: Record<string, unknown[]>, price: CataloguePrice | null = null) => {
	const asked = answerRest({ [LIST]: [page([stripePrice()])], ...routes });
	render(
		<ScreenMessages messages={PRICE_MESSAGES}>
			<PriceDialog path="/courses/12" version={3} price={price} onSaved={onSaved} onClose={onClose} />
		</ScreenMessages>,
	);
	await act(() => Promise.resolve());
	return asked;
};
const settle = (start: () => void) =>
	act(async () => {
		start();
		await Promise.resolve();
	});
const choose = (kind: string) => fireEvent.click(screen.getByRole('radio', { name: kind }));
const type = (amount: string) =>
	fireEvent.change(screen.getByLabelText('Amount'), { target: { value: amount } });
const set = () => settle(() => fireEvent.click(screen.getByRole('button', { name: 'Set price' })));
const sent = (asked: { method: string; data: unknown }[]) =>
	asked.filter(({ method }) => method === 'PUT').map(({ data }) => data);

test('a new price is sent in the minor unit, in the currency of the newest one at Stripe', async () => {
	const asked = await show({ [PRICE]: [COURSE] });
	type('490,5');
	expect(screen.getByText('Students pay CHF 490.50.')).toBeVisible();
	await set();
	expect(sent(asked)).toEqual([{ kind: 'new', amount: 49_050, currency: 'chf', version: 3 }]);
	expect(onSaved).toHaveBeenCalledWith(COURSE);
});

test.each([
	['', 'Type an amount such as 490.00.'],
	['free', 'Type an amount such as 490.00.'],
	['0.49', 'The least that Stripe charges is CHF 0.50.'],
])('an amount of %j is refused before anybody is asked', async (amount, words) => {
	const asked = await show({});
	type(amount);
	await set();
	expect(screen.getByText(words)).toBeVisible();
	expect(screen.getByLabelText('Amount')).toBeInvalid();
	type('1');
	expect(screen.queryByText(words)).not.toBeInTheDocument();
	expect(sent(asked)).toEqual([]);
});

test('what it costs now is where it starts from', async () => {
	await show(
		{},
		{
			amount: 5_000,
			currency: 'jpy',
			stripePriceId: 'price_0',
			stripeProductId: 'prod_0',
			stripeUrl: null,
			livemode: false,
		},
	);
	expect(screen.getByLabelText('Amount')).toHaveValue('5000');
	expect(screen.getByRole('combobox', { name: 'Currency' })).toHaveValue('JPY – Japanese Yen');
});

test('a price that is at Stripe is found by its words and sent by its id', async () => {
	const early = stripePrice({ id: 'price_2', nickname: 'Early bird', amount: 9_000 });
	const asked = await show({ [LIST]: [page([stripePrice(), early])], [PRICE]: [COURSE] });
	choose('Existing price');
	await set();
	expect(screen.getByText('Choose a price.')).toBeVisible();
	const field = screen.getByRole('combobox', { name: 'Price in Stripe' });
	fireEvent.focus(field);
	fireEvent.change(field, { target: { value: 'early' } });
	const options = within(screen.getByRole('listbox')).getAllByRole('option');
	expect(options.map(({ textContent }) => textContent.replace(/\s/g, ' '))).toEqual([
		'Choir · Early bird · CHF 90.00 · price_2',
	]);
	fireEvent.click(options[0]!);
	await set();
	expect(sent(asked)).toEqual([{ kind: 'existing', stripePriceId: 'price_2', version: 3 }]);
});

test('older prices are read when they are asked for, past pages on which nothing can be sold', async () => {
	const old = stripePrice({ id: 'price_9', productName: 'Old' });
	const asked = await show({
		[LIST]: [page([stripePrice()], 'price_1')],
		'?startingAfter=price_1': [page([], 'price_5')],
		'?startingAfter=price_5': [page([old])],
	});
	choose('Existing price');
	await settle(() => fireEvent.click(screen.getByRole('button', { name: 'Read older prices' })));
	fireEvent.focus(screen.getByRole('combobox', { name: 'Price in Stripe' }));
	expect(screen.getByRole('option', { name: /^Old/ })).toBeVisible();
	expect(screen.getByRole('option', { name: /^Choir/ })).toBeVisible();
	expect(screen.queryByRole('button', { name: 'Read older prices' })).not.toBeInTheDocument();
	expect(asked.map(({ path }) => path.split('?')[1])).toEqual([
		undefined,
		'startingAfter=price_1',
		'startingAfter=price_5',
	]);
});

test('while Stripe cannot be reached that is said, and can be tried again', async () => {
	await show({ [LIST]: [new Refused('stripe_unavailable', { status: 503 }), page([stripePrice()])] });
	choose('Existing price');
	const problem = () =>
		screen.queryByText(/Stripe cannot be reached/, { selector: '.components-notice__content' });
	expect(problem()).toBeVisible();
	await settle(() => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
	expect(problem()).not.toBeInTheDocument();
	expect(screen.getByRole('combobox', { name: 'Price in Stripe' })).toBeVisible();
});

test('an account without a price that can be sold says so', async () => {
	await show({ [LIST]: [page([])] });
	choose('Existing price');
	expect(screen.getByText(/There is no price in Stripe that can be sold/)).toBeVisible();
});

test.each([
	['recurring', {}, 'a course is paid once'],
	['several_currencies', {}, 'several currencies'],
	['other_mode', {}, 'other mode of Stripe'],
	['amount', { currency: 'eur', smallest: 50 }, 'The least is €0.50.'],
	['something new', {}, 'cannot be sold'],
])('a price that is refused as %s is explained', async (why, data, words) => {
	await show({ [PRICE]: [new Refused('price_not_usable', { why, ...data })] });
	choose('Free');
	await set();
	expect(screen.getByText(new RegExp(words), { selector: '.components-notice__content' })).toBeVisible();
	expect(onSaved).not.toHaveBeenCalled();
});

test('whoever was overtaken hears of it, and can set the price all the same', async () => {
	const asked = await show({
		[PRICE]: [new Refused('version_conflict', { current: { ...COURSE, version: 7 } }), COURSE],
	});
	choose('Free');
	await set();
	await settle(() => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
	expect(sent(asked)).toEqual([
		{ kind: 'free', version: 3 },
		{ kind: 'free', version: 7 },
	]);
	expect(onSaved).toHaveBeenCalledWith(COURSE);
});

test('a double click sets it once', async () => {
	const later = new Later();
	const asked = await show({ [PRICE]: [later] });
	choose('Free');
	await set();
	await set();
	await settle(() => later.give(COURSE));
	expect(sent(asked)).toHaveLength(1);
	expect(onSaved).toHaveBeenCalledTimes(1);
});

test('it cannot be closed while a price is being set: nobody would hear that it was refused', async () => {
	const later = new Later();
	await show({ [PRICE]: [later] });
	choose('Free');
	await set();
	expect(screen.getByRole('button', { name: 'Cancel' })).toHaveAttribute('aria-disabled', 'true');
	expect(screen.queryByRole('button', { name: 'Close' })).not.toBeInTheDocument();
	fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(onClose).not.toHaveBeenCalled();
	await settle(() => later.give(new Refused('stripe_unavailable', { status: 503 })));
	expect(
		screen.getByText(/Stripe cannot be reached/, { selector: '.components-notice__content' }),
	).toBeVisible();
	fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
	expect(onClose).toHaveBeenCalledTimes(1);
});
