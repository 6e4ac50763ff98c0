import { useCallback, useEffect, useState } from '@wordpress/element';
import type { StripePrice, StripePricesResponse } from '@cohort-enrollment/sidecar/contract';
import { read, RequestError } from '../shared/request';

/** The prices at Stripe that were read so far, newest first. */
export interface StripePrices {
	prices: readonly StripePrice[];
	/** Undefined until Stripe has answered. */
	mode: 'test' | 'live' | undefined;
	isLoading: boolean;
	error: RequestError | undefined;
	/** There are older ones. */
	hasMore: boolean;
	/** Reads the older ones, or tries again what failed. */
	loadMore: () => void;
}

/** An account may have pages full of prices that cannot be sold; so many are passed over at once. */
const MOST_EMPTY_PAGES = 5;

/** Reads on until there is something to show. */
const readPage = async (startingAfter: string | undefined): Promise<StripePricesResponse> => {
	let answer = await read<StripePricesResponse>('/stripe-prices', { startingAfter });
	for (
		let page = 1;
		page < MOST_EMPTY_PAGES && answer.prices.length === 0 && answer.next !== null;
		page += 1
	) {
		answer = await read<StripePricesResponse>('/stripe-prices', { startingAfter: answer.next });
	}
	return answer;
};

interface State {
	prices: readonly StripePrice[];
	mode?: 'test' | 'live';
	/** Undefined before the first page, null after the last. */
	next?: string | null;
	isLoading: boolean;
	error?: RequestError;
}

/** Reads what the Stripe account can sell, a page at a time. */
export const useStripePrices = (): StripePrices => {
	const [state, setState] = useState<State>({ prices: [], isLoading: true });
	const { next, isLoading } = state;

	const load = useCallback((after: string | undefined, isCurrent: () => boolean) => {
		setState(({ error: _, ...old }) => ({ ...old, isLoading: true }));
		readPage(after).then(
			(answer) =>
				isCurrent() &&
				setState(({ prices }) => ({
					prices: [...prices, ...answer.prices],
					mode: answer.mode,
					next: answer.next,
					isLoading: false,
				})),
			(error: unknown) =>
				isCurrent() &&
				setState((old) => ({
					...old,
					isLoading: false,
					error: error instanceof RequestError ? error : new RequestError('unexpected_answer'),
				})),
		);
	}, []);

	useEffect(() => {
		let isShown = true;
		load(undefined, () => isShown);
		return () => {
			isShown = false;
		};
	}, [load]);

	return {
		prices: state.prices,
		mode: state.mode,
		isLoading,
		error: state.error,
		hasMore: next !== null && next !== undefined,
		loadMore: () => !isLoading && next !== null && load(next, () => true),
	};
};
