import type { Action, Field, View } from '@wordpress/dataviews/wp';
import { __ } from '@wordpress/i18n';
import type { ComponentType } from 'react';
import { StatusMark } from './status-mark';

interface TableOptions {
	/** Field that links to the row's page. */
	title: string;
	/** Field below the title: a column of its own would push the last ones out of a narrow window. */
	description?: string;
	/** The other columns, in order. */
	columns: string[];
	sort: NonNullable<View['sort']>;
	/** Widths and alignment by column. */
	styles?: Record<string, { width?: string; minWidth?: string; align?: 'start' | 'center' | 'end' }>;
}

/** How a list looks when it is opened. */
export const tableView = ({ title, description, columns, sort, styles = {} }: TableOptions): View => ({
	type: 'table',
	page: 1,
	perPage: 20,
	search: '',
	sort,
	titleField: title,
	...(description !== undefined && { descriptionField: description }),
	fields: columns,
	filters: [],
	layout: { density: 'compact', styles },
});

/** Whether a row is active: a column, and a filter `isActive`. */
export const activeField = <Item extends { isActive: boolean }>(): Field<Item> => ({
	id: 'isActive',
	label: __('Status', 'cohort-enrollment'),
	enableSorting: false,
	elements: [
		{ value: 'true', label: __('Active', 'cohort-enrollment') },
		{ value: 'false', label: __('Inactive', 'cohort-enrollment') },
	],
	filterBy: { operators: ['is'] },
	getValue: ({ item }) => String(item.isActive),
	render: ({ item }) =>
		item.isActive ? (
			<StatusMark tone="good" label={__('Active', 'cohort-enrollment')} />
		) : (
			<StatusMark tone="quiet" label={__('Inactive', 'cohort-enrollment')} />
		),
});

/** What a list's delete dialog takes. */
export interface DeleteDialogProps<Item> {
	item: Item;
	onClose: () => void;
}

/**
 * What can be done with a row: edit it on its page, or delete it after a question.
 *
 * @param DeleteDialog Asks; made once, so that an open dialog is not drawn anew.
 */
export const rowActions = <Item extends { id: number }>(
	DeleteDialog: ComponentType<DeleteDialogProps<Item>>,
): Action<Item>[] => [
	{
		id: 'edit',
		label: __('Edit', 'cohort-enrollment'),
		isPrimary: true,
		callback: ([item]) => {
			window.location.hash = `/${item?.id ?? ''}`;
		},
	},
	{
		id: 'delete',
		label: __('Delete', 'cohort-enrollment'),
		hideModalHeader: true,
		RenderModal: ({ items: [item], closeModal }) =>
			item ? <DeleteDialog item={item} onClose={() => closeModal?.()} /> : <></>,
	},
];
