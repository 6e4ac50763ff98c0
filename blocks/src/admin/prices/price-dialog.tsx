import { Button, ComboboxControl, RadioControl, Spinner } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import {
	CURRENCIES,
	type CataloguePrice,
	type PriceInput,
	type StripePrice,
	type Versioned,
} from '@cohort-enrollment/sidecar/contract';
import { Dialog, DialogActions } from '../shared/dialog';
import { TextField } from '../shared/fields';
import { moneyText } from '../shared/money';
import { ProblemNotice } from '../shared/problem-notice';
import { RequestError, send } from '../shared/request';
import { locale } from '../shared/times';
import { amountProblem, amountText, parseAmount } from './amount';
import { ModeMark } from '../shared/mode-mark';
import { useStripePrices, type StripePrices } from './use-stripe-prices';

type Kind = PriceInput['kind'];

interface PriceDialogProps<Row extends Versioned> {
	/** Of the course or cohort, below `/admin`. */
	path: string;
	version: number;
	price: CataloguePrice | null;
	onSaved: (row: Row) => void;
	onClose: () => void;
}

/** What is chosen or typed so far. */
interface Draft {
	kind: Kind;
	amount: string;
	/** Until it is chosen: that of the newest price at Stripe. */
	currency: string | null;
	stripePriceId: string | null;
}

const kinds = (): { value: Kind; label: string; description: string }[] => [
	{
		value: 'new',
		label: __('New price', 'cohort-enrollment'),
		description: __('Creates a product and its price in Stripe.', 'cohort-enrollment'),
	},
	{
		value: 'existing',
		label: __('Existing price', 'cohort-enrollment'),
		description: __('Takes a price that is in Stripe already.', 'cohort-enrollment'),
	},
	{
		value: 'free',
		label: __('Free', 'cohort-enrollment'),
		description: __('Students enroll without paying.', 'cohort-enrollment'),
	},
];

const currencyOptions = (): { value: string; label: string }[] => {
	const names = new Intl.DisplayNames([locale()], { type: 'currency' });
	return CURRENCIES.map((currency) => {
		const code = currency.toUpperCase();
		return { value: currency, label: `${code} – ${names.of(code) ?? code}` };
	});
};

const priceLabel = ({ productName, nickname, amount, currency, id }: StripePrice): string =>
	[productName, nickname, moneyText(amount, currency), id].filter(Boolean).join(' · ');

const startOf = (price: CataloguePrice | null): Draft => ({
	kind: price?.amount === 0 ? 'free' : 'new',
	amount: price && price.amount > 0 ? amountText(price.amount, price.currency) : '',
	currency: price && price.amount > 0 ? price.currency : null,
	stripePriceId: null,
});

interface NewPriceFieldsProps {
	draft: Draft & { currency: string };
	problem: string | undefined;
	set: (change: Partial<Draft>) => void;
}

const NewPriceFields = ({ draft, problem, set }: NewPriceFieldsProps) => {
	const currencies = useMemo(currencyOptions, []);
	const { amount: typed, currency } = draft;
	const amount = parseAmount(typed, currency);
	return (
		<div className="ce-admin__row">
			<TextField
				label={__('Amount', 'cohort-enrollment')}
				value={typed}
				onChange={(value) => set({ amount: value })}
				help={
					amount === null
						? undefined
						: sprintf(
								/* translators: %s: an amount with its currency. */
								__('Students pay %s.', 'cohort-enrollment'),
								moneyText(amount, currency),
							)
				}
				problem={problem}
				isRequired
				attributes={{ inputMode: 'decimal', autoComplete: 'off' }}
			/>
			<ComboboxControl
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				className="ce-admin__field"
				label={__('Currency', 'cohort-enrollment')}
				value={currency}
				options={currencies}
				allowReset={false}
				onChange={(value) => value && set({ currency: value })}
			/>
		</div>
	);
};

interface ExistingPriceFieldProps {
	stripe: StripePrices;
	draft: Draft;
	problem: string | undefined;
	set: (change: Partial<Draft>) => void;
}

const ExistingPriceField = ({ stripe, draft, problem, set }: ExistingPriceFieldProps) => {
	const { prices, isLoading, error, hasMore, loadMore } = stripe;
	const options = prices.map((price) => ({ value: price.id, label: priceLabel(price) }));
	if (isLoading && prices.length === 0) {
		return (
			<p className="ce-admin__loading" role="status">
				<Spinner />
				{__('Reading the prices at Stripe…', 'cohort-enrollment')}
			</p>
		);
	}
	return (
		<>
			{error && <ProblemNotice error={error} onRetry={loadMore} />}
			{!error && prices.length === 0 && (
				<p>
					{__(
						'There is no price in Stripe that can be sold: active, paid once, of one fixed amount.',
						'cohort-enrollment',
					)}
				</p>
			)}
			{prices.length > 0 && (
				<ComboboxControl
					__next40pxDefaultSize
					__nextHasNoMarginBottom
					className={problem === undefined ? 'ce-admin__field' : 'ce-admin__field has-problem'}
					label={__('Price in Stripe', 'cohort-enrollment')}
					help={
						problem === undefined ? (
							__('Search by product, nickname, amount or id.', 'cohort-enrollment')
						) : (
							<span className="ce-admin__field-problem">{problem}</span>
						)
					}
					value={draft.stripePriceId}
					options={options}
					onChange={(value) => set({ stripePriceId: value ?? null })}
				/>
			)}
			{hasMore && (
				<Button variant="link" isBusy={isLoading} onClick={loadMore}>
					{__('Read older prices', 'cohort-enrollment')}
				</Button>
			)}
		</>
	);
};

type Choice<Input = PriceInput> = Input extends unknown ? Omit<Input, 'version'> : never;

/** What to ask the sidecar for, or what is still missing. */
const choiceOf = (draft: Draft & { currency: string }): { choice: Choice } | { problem: string } => {
	switch (draft.kind) {
		case 'free':
			return { choice: { kind: 'free' } };
		case 'existing':
			return draft.stripePriceId === null
				? { problem: __('Choose a price.', 'cohort-enrollment') }
				: { choice: { kind: 'existing', stripePriceId: draft.stripePriceId } };
		case 'new': {
			const amount = parseAmount(draft.amount, draft.currency);
			const problem = amountProblem(amount, draft.currency);
			return problem === undefined && amount !== null
				? { choice: { kind: 'new', amount, currency: draft.currency } }
				: { problem: problem ?? '' };
		}
	}
};

interface SavingOptions<Row extends Versioned> extends Pick<
	PriceDialogProps<Row>,
	'path' | 'version' | 'onSaved'
> {
	draft: Draft & { currency: string };
}

/** Whoever tries again after somebody else was faster has seen that: the price is set all the same. */
const versionAfter = (error: RequestError | undefined, version: number): number =>
	error?.code === 'version_conflict' ? (error.data.current as Versioned).version : version;

/** Saves the choice once, however often the button is pressed, and says what was missing or refused. */
const useSaving = <Row extends Versioned>({ path, version, onSaved, draft }: SavingOptions<Row>) => {
	const [state, setState] = useState<{ isBusy: boolean; error?: RequestError; problem?: string }>({
		isBusy: false,
	});
	const save = () => {
		if (state.isBusy) {
			return;
		}
		const outcome = choiceOf(draft);
		if ('problem' in outcome) {
			setState({ isBusy: false, problem: outcome.problem });
			return;
		}
		setState({ isBusy: true });
		send<Row>('PUT', `${path}/price`, {
			...outcome.choice,
			version: versionAfter(state.error, version),
		}).then(onSaved, (error: unknown) =>
			setState({
				isBusy: false,
				error: error instanceof RequestError ? error : new RequestError('unexpected_answer'),
			}),
		);
	};
	/** What was typed next may be right. */
	const forgetProblem = () => setState(({ problem: _, ...old }) => old);
	return { ...state, save, forgetProblem };
};

/** Sets what a course or cohort costs: a new price, one that is in Stripe already, or nothing. */
export const PriceDialog = <Row extends Versioned>(props: PriceDialogProps<Row>) => {
	const { price, onClose } = props;
	const stripe = useStripePrices();
	const [typed, setTyped] = useState<Draft>(() => startOf(price));
	const draft = { ...typed, currency: typed.currency ?? stripe.prices[0]?.currency ?? 'usd' };
	const { isBusy, error, problem, save, forgetProblem } = useSaving({ ...props, draft });
	const set = (change: Partial<Draft>) => {
		setTyped((old) => ({ ...old, ...change }));
		forgetProblem();
	};
	return (
		<Dialog
			title={__('Set price', 'cohort-enrollment')}
			isBusy={isBusy}
			onClose={onClose}
			headerActions={stripe.mode && <ModeMark livemode={stripe.mode === 'live'} />}
		>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					save();
				}}
				className="ce-admin__dialog-form"
			>
				{error && (
					<ProblemNotice
						error={error}
						onRetry={error.code === 'version_conflict' ? save : undefined}
					/>
				)}
				<RadioControl
					label={__('What students pay', 'cohort-enrollment')}
					selected={draft.kind}
					options={kinds()}
					onChange={(kind) => set({ kind: kind as Kind })}
				/>
				{draft.kind === 'new' && <NewPriceFields draft={draft} problem={problem} set={set} />}
				{draft.kind === 'existing' && (
					<ExistingPriceField stripe={stripe} draft={draft} problem={problem} set={set} />
				)}
				<p className="ce-admin__aside">
					{__(
						'It applies from now on. A payment page that is open already keeps its price for up to half an hour.',
						'cohort-enrollment',
					)}
				</p>
				<DialogActions isBusy={isBusy} onClose={onClose}>
					<Button
						__next40pxDefaultSize
						variant="primary"
						type="submit"
						isBusy={isBusy}
						accessibleWhenDisabled
						disabled={isBusy}
					>
						{__('Set price', 'cohort-enrollment')}
					</Button>
				</DialogActions>
			</form>
		</Dialog>
	);
};
