import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';

interface PagerProps {
	/** From 1. */
	page: number;
	pages: number;
	onChange: (page: number) => void;
}

/** Leads to the pages before and after; nothing where one page holds everything. */
export const Pager = ({ page, pages, onChange }: PagerProps) =>
	pages <= 1 ? null : (
		<nav className="ce-admin__pager" aria-label={__('Pages', 'cohort-enrollment')}>
			<Button
				__next40pxDefaultSize
				variant="secondary"
				accessibleWhenDisabled
				disabled={page <= 1}
				onClick={() => onChange(page - 1)}
			>
				{__('Previous page', 'cohort-enrollment')}
			</Button>
			<span>
				{sprintf(
					/* translators: 1: number of this page. 2: number of pages. */
					__('Page %1$d of %2$d', 'cohort-enrollment'),
					page,
					pages,
				)}
			</span>
			<Button
				__next40pxDefaultSize
				variant="secondary"
				accessibleWhenDisabled
				disabled={page >= pages}
				onClick={() => onChange(page + 1)}
			>
				{__('Next page', 'cohort-enrollment')}
			</Button>
		</nav>
	);
