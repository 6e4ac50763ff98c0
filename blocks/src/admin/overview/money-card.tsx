import { __, sprintf } from '@wordpress/i18n';
import type { OverviewResponse } from '@cohort-enrollment/sidecar/contract';
import { Card } from '../shared/card';
import { moneyText, wholeMoneyText } from '../shared/money';
import { BarChart } from './bar-chart';
import { inBuckets } from './scale';
import { MOST_BARS } from './seats-card';

type Money = OverviewResponse['money'][number];

const total = (days: readonly Money['days'][number][]) => ({
	paid: days.reduce((sum, { paid }) => sum + paid, 0),
	refunded: days.reduce((sum, { refunded }) => sum + refunded, 0),
});

const summaryOf = ({ currency, paid, refunded }: Money): string =>
	sprintf(
		/* translators: 1: amount of money that was paid. 2: amount that was sent back. */
		__('%1$s paid, %2$s refunded', 'cohort-enrollment'),
		moneyText(paid, currency),
		moneyText(refunded, currency),
	);

const Currency = ({ money }: { money: Money }) => {
	const { currency, days } = money;
	const summary = summaryOf(money);
	return (
		<>
			<p className="ce-admin__description">{summary}</p>
			<BarChart
				summary={summary}
				buckets={inBuckets(days, MOST_BARS, total)}
				series={[
					{ name: __('Paid', 'cohort-enrollment'), value: (value) => value.paid, pattern: 'solid' },
					{
						name: __('Refunded', 'cohort-enrollment'),
						value: (value) => value.refunded,
						pattern: 'striped',
					},
				]}
				format={(value) => moneyText(value, currency)}
				tick={(value) => wholeMoneyText(value, currency)}
			/>
		</>
	);
};

/** What came in and what went back, in each currency by itself. */
export const MoneyCard = ({ money }: Pick<OverviewResponse, 'money'>) => (
	<Card title={__('Money', 'cohort-enrollment')}>
		{money.length === 0 ? (
			<p>{__('No money moved in this time.', 'cohort-enrollment')}</p>
		) : (
			<>
				{money.map((one) => (
					<Currency key={one.currency} money={one} />
				))}
				<p className="ce-admin__aside">
					{__(
						'At the prices that were offered, before promotion codes and tax; what banks took back is not counted. Stripe has the exact books.',
						'cohort-enrollment',
					)}
				</p>
			</>
		)}
	</Card>
);
