import nock from 'nock';
import { paidIntent, stripeSession } from '../../test/stripe-objects';
import { stripeCall } from '../../test/stripe-replies';
import { systemClock } from '../clock';
import { StripeFailure } from './failure';
import { createStripeGateway } from './gateway';

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
	const open = nock.pendingMocks();
	nock.cleanAll();
	expect(open).toEqual([]);
});
afterAll(() => nock.restore());

const gateway = createStripeGateway(
	{ secretKey: 'sk_test_0123456789', webhookSecrets: ['whsec_1'], apiUrl: null },
	'0.1.0',
	systemClock,
);
const SINCE = new Date('2026-11-01T00:00:00.500Z');
const FROM = Math.floor(SINCE.getTime() / 1000);

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
	const read: Item[] = [];
	for await (const item of items) {
		read.push(item);
	}
	return read;
};

const page = (data: object[], hasMore = false) => ({ object: 'list', data, has_more: hasMore, url: '/' });

test('sessions are read page by page, each with its payment', async () => {
	const expand = 'expand[0]=data.payment_intent.latest_charge';
	stripeCall('GET', `/v1/checkout/sessions?limit=100&created[gte]=${FROM}&${expand}`).reply(
		200,
		page(
			[
				stripeSession({ id: 'cs_test_newest0000001', payment_intent: paidIntent() }),
				stripeSession({ id: 'cs_test_older00000002' }),
			],
			true,
		),
	);
	stripeCall('GET', /starting_after=cs_test_older00000002/).reply(
		200,
		page([stripeSession({ id: 'cs_test_oldest0000003' })]),
	);
	const sessions = await all(gateway.history.sessions(SINCE));
	expect(sessions.map(({ id }) => id)).toEqual([
		'cs_test_newest0000001',
		'cs_test_older00000002',
		'cs_test_oldest0000003',
	]);
	expect(sessions[0]?.payment).toMatchObject({ intentId: 'pi_paid' });
});

test('a page is only asked for when the one before was read', async () => {
	stripeCall('GET', /refunds/).reply(200, page([{ id: 're_1', object: 'refund', amount: 1 }], true));
	for await (const refund of gateway.history.refunds(SINCE)) {
		expect(refund).toMatchObject({ id: 're_1', status: 'pending', paymentIntentId: null });
		break;
	}
});

test('disputes tell their payment, and a status that is new to us stays as it is', async () => {
	const dispute = {
		id: 'du_1',
		object: 'dispute',
		balance_transactions: [],
		amount: 5,
		status: 'considered',
		payment_intent: 'pi_1',
	};
	stripeCall('GET', `/v1/disputes?limit=100&created[gte]=${FROM}`).reply(200, page([dispute]));
	expect(await all(gateway.history.disputes(SINCE))).toEqual([
		{ id: 'du_1', status: 'considered', paymentIntentId: 'pi_1', amount: 5, withdrawn: 0 },
	]);
});

test('events are asked for by type and kept whole', async () => {
	const event = {
		id: 'evt_1',
		object: 'event',
		type: 'refund.created',
		livemode: false,
		created: 1_790_000_000,
		data: { object: { id: 're_1', object: 'refund' } },
	};
	stripeCall(
		'GET',
		`/v1/events?limit=100&created[gte]=${FROM}&types[0]=refund.created&types[1]=refund.failed`,
	).reply(200, page([event]));
	const [listed] = await all(gateway.history.events(SINCE, ['refund.created', 'refund.failed']));
	expect(listed).toMatchObject({
		id: 'evt_1',
		type: 'refund.created',
		objectId: 're_1',
		createdAt: new Date(1_790_000_000_000),
	});
	expect(JSON.parse(listed?.payload ?? '')).toEqual(event);
});

test('a page that cannot be had is a failure, never the end of the list', async () => {
	stripeCall('GET', /events/)
		.times(3)
		.reply(500, { error: { type: 'api_error', message: 'No.' } });
	const error: unknown = await all(gateway.history.events(SINCE, ['refund.created'])).catch(
		(cause: unknown) => cause,
	);
	expect(error).toBeInstanceOf(StripeFailure);
	expect(error).toMatchObject({ kind: 'server_error' });
});
