import { DataViews, type Action, type Field, type View } from '@wordpress/dataviews/wp';
import { useCallback, useEffect, useMemo, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useDebounce } from '@wordpress/compose';
import type { AnchorHTMLAttributes, ComponentType, ReactNode } from 'react';
import type { ListResponse } from '@cohort-enrollment/sidecar/contract';
import { ProblemNotice } from './problem-notice';
import { read } from './request';
import { useResource, type Resource } from './use-resource';

/** How a list is shown and what is asked for. */
export interface ListState<Item, Answer extends ListResponse<Item> = ListResponse<Item>> {
	view: View;
	setView(view: View): void;
	resource: Resource<Answer>;
}

interface ListOptions {
	/** Below `/admin`. */
	path: string;
	view: View;
	/** Parameters that are always sent. */
	query?: Record<string, string | number | boolean | undefined>;
}

/** What a view's filters ask for, as parameters of the route. */
export const filtersOf = ({ filters = [] }: View): Record<string, string> =>
	Object.fromEntries(
		filters
			.filter(({ value }) => value !== undefined && value !== null && value !== '')
			.map(({ field, value }) => [field, String(value)]),
	);

const SEARCH_DELAY_MILLISECONDS = 250;

const kept = new Map<string, unknown>();

/**
 * A state that outlives its component, until the page is left: whoever comes back from a row finds the list as it was.
 *
 * @param name One for each.
 */
export const useKept = <Value,>(name: string, initial: Value): [Value, (value: Value) => void] => {
	const [value, setValue] = useState((kept.get(name) as Value | undefined) ?? initial);
	const change = useCallback(
		(next: Value) => {
			kept.set(name, next);
			setValue(next);
		},
		[name],
	);
	return [value, change];
};

/**
 * Keeps a list's view and reads its page from the sidecar. Fields that sort are called as the route's `orderBy` names them,
 * fields that filter (operator `is`) as its parameters.
 */
export const useList = <Item, Answer extends ListResponse<Item> = ListResponse<Item>>({
	path,
	view: initial,
	query = {},
}: ListOptions): ListState<Item, Answer> => {
	const [view, setView] = useKept(path, initial);
	const [search, setSearch] = useState(view.search ?? '');
	const searchSoon = useDebounce(setSearch, SEARCH_DELAY_MILLISECONDS);
	const change = useCallback(
		(next: View) => {
			setView(next);
			searchSoon(next.search ?? '');
		},
		[setView, searchSoon],
	);
	const asked = {
		...query,
		...filtersOf(view),
		search,
		page: view.page ?? 1,
		perPage: view.perPage ?? 20,
		orderBy: view.sort?.field,
		order: view.sort?.direction,
	};
	const resource = useResource(JSON.stringify([path, asked]), () => read<Answer>(path, asked));
	const { total = 0 } = resource.data ?? {};
	const lastPage = Math.ceil(total / asked.perPage);
	const isBehindTheLast = total > 0 && asked.page > lastPage;
	useEffect(() => {
		if (isBehindTheLast) {
			change({ ...view, page: lastPage });
		}
	}, [isBehindTheLast, change, view, lastPage]);
	return { view, setView: change, resource };
};

interface ListViewProps<Item> {
	list: ListState<Item>;
	/** Names the table for screen readers. */
	label: string;
	fields: Field<Item>[];
	actions?: Action<Item>[];
	getItemId: (item: Item) => string;
	/** Where a click on the title goes. */
	getItemUrl?: (item: Item) => string;
	/** What to say when there is nothing at all, with a way to make the first one. */
	empty: ReactNode;
	searchLabel?: string;
	/** Buttons beside the view's options. */
	header?: ReactNode;
}

/**
 * What DataViews puts around a title. Made once: a new one at each turn would take the focus from the link that has it.
 *
 * @param getItemUrl undefined for titles that lead nowhere
 */
const useItemLink = <Item,>(getItemUrl: ((item: Item) => string) | undefined) => {
	const latest = useRef(getItemUrl);
	latest.current = getItemUrl;
	const link = useCallback(
		({ item, children, ...rest }: { item: Item } & AnchorHTMLAttributes<HTMLAnchorElement>) => (
			<a {...rest} href={latest.current?.(item)}>
				{children}
			</a>
		),
		[],
	);
	return getItemUrl && link;
};

/** DataViews asks by its type whether an item has a text as id, which nobody knows of an item of any sort. */
const Table = DataViews as unknown as ComponentType<Record<string, unknown>>;

const isNarrowed = (view: View): boolean => (view.search ?? '') !== '' || (view.filters ?? []).length > 0;

/** What stands in place of rows. With a total there are rows on other pages, and the list is on its way there. */
const emptyText = (view: View, total: number, empty: ReactNode): ReactNode => {
	if (total > 0) {
		return null;
	}
	return isNarrowed(view) ? (
		<p>{__('Nothing fits. Try other words or fewer filters.', 'cohort-enrollment')}</p>
	) : (
		empty
	);
};

/** A list as WordPress shows them: searched, filtered, sorted and paged by the sidecar. */
export const ListView = <Item,>(props: ListViewProps<Item>) => {
	const { list, label, fields, actions = [], getItemId, getItemUrl, empty, searchLabel, header } = props;
	const { view, setView, resource } = list;
	const { data, error, isLoading, reload } = resource;
	const renderItemLink = useItemLink(getItemUrl);
	const total = data?.total ?? 0;
	const pages = useMemo(
		() => ({ totalItems: total, totalPages: Math.ceil(total / (view.perPage ?? 20)) }),
		[total, view.perPage],
	);
	if (error && !data) {
		return isLoading ? null : <ProblemNotice error={error} onRetry={reload} />;
	}
	const properties = {
		view,
		onChangeView: setView,
		fields,
		actions,
		data: data?.items ?? [],
		isLoading: isLoading && !data,
		getItemId,
		paginationInfo: pages,
		defaultLayouts: { table: {} },
		searchLabel: searchLabel ?? __('Search', 'cohort-enrollment'),
		header,
		empty: emptyText(view, total, empty),
		...(renderItemLink && { renderItemLink }),
	};
	return (
		<section
			className="ce-admin__card ce-admin__list ce-admin__refreshable"
			aria-label={label}
			aria-busy={isLoading}
		>
			{error && <ProblemNotice error={error} onRetry={reload} />}
			<Table {...properties} />
		</section>
	);
};
