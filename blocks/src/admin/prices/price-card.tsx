import { Button, ExternalLink } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { CataloguePrice, Versioned } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { Card } from '../shared/card';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { priceText } from '../shared/money';
import { useNotify } from '../shared/notifications';
import { send } from '../shared/request';
import { ModeMark } from '../shared/mode-mark';
import { PriceDialog } from './price-dialog';

interface PriceCardProps<Row extends Versioned> {
	title: string;
	/** Of the course or cohort, below `/admin`: `/courses/12`. */
	path: string;
	version: number;
	/** Its own. */
	price: CataloguePrice | null;
	/** Shown while it has none. */
	none: string;
	/** What happens when it is taken away. */
	removal: string;
	/** The course or cohort as it is then. */
	onPriced: (row: Row) => void;
}

const Amount = ({ price }: { price: CataloguePrice }) => (
	<p className="ce-admin__price">
		<strong>{priceText(price)}</strong>
		<ModeMark livemode={price.livemode} />
		{price.stripeUrl && (
			<ExternalLink href={price.stripeUrl}>{__('Show in Stripe', 'cohort-enrollment')}</ExternalLink>
		)}
	</p>
);

/** What a course or cohort costs, as Stripe has it, and how that is changed. */
export const PriceCard = <Row extends Versioned>(props: PriceCardProps<Row>) => {
	const { title, path, version, price, none, removal, onPriced } = props;
	const [isOpen, setIsOpen] = useState<'set' | 'remove' | null>(null);
	const notify = useNotify();
	const close = () => setIsOpen(null);
	const saved = (news: string) => (row: Row) => {
		notify(news);
		close();
		onPriced(row);
	};
	const { canManage } = adminSettings();
	return (
		<Card title={title}>
			{price ? <Amount price={price} /> : <p>{none}</p>}
			{canManage && (
				<div className="ce-admin__buttons">
					<Button __next40pxDefaultSize variant="secondary" onClick={() => setIsOpen('set')}>
						{price
							? __('Change price', 'cohort-enrollment')
							: __('Set price', 'cohort-enrollment')}
					</Button>
					{price && (
						<Button
							__next40pxDefaultSize
							variant="tertiary"
							isDestructive
							onClick={() => setIsOpen('remove')}
						>
							{__('Remove price', 'cohort-enrollment')}
						</Button>
					)}
				</div>
			)}
			{isOpen === 'set' && (
				<PriceDialog<Row>
					path={path}
					version={version}
					price={price}
					onSaved={saved(__('The price was set.', 'cohort-enrollment'))}
					onClose={close}
				/>
			)}
			{isOpen === 'remove' && (
				<ConfirmDialog
					title={__('Remove the price?', 'cohort-enrollment')}
					confirmLabel={__('Remove price', 'cohort-enrollment')}
					isDestructive
					onClose={close}
					onConfirm={async () =>
						saved(__('The price was removed.', 'cohort-enrollment'))(
							await send<Row>('DELETE', `${path}/price?version=${version}`),
						)
					}
				>
					<p>{removal}</p>
				</ConfirmDialog>
			)}
		</Card>
	);
};
