import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { numberText } from '../shared/numbers';

const FIRST = 8;

/** A list that shows its first items, and the others when somebody asks for them. */
export const FoldedList = ({ items, className }: { items: readonly ReactNode[]; className: string }) => {
	const [isOpen, setIsOpen] = useState(false);
	const isLong = items.length > FIRST;
	return (
		<>
			<ul className={className}>{isOpen ? items : items.slice(0, FIRST)}</ul>
			{isLong && (
				<Button variant="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
					{isOpen
						? __('Show fewer', 'cohort-enrollment')
						: /* translators: %s: number of items. */
							sprintf(__('Show all %s', 'cohort-enrollment'), numberText(items.length))}
				</Button>
			)}
		</>
	);
};
