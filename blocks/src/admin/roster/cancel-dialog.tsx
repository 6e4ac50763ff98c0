import { RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { parseAmount } from '../prices/amount';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { TextField } from '../shared/fields';
import { moneyText } from '../shared/money';
import { send } from '../shared/request';
import { consequences, refundChoices, refundOf, type RefundKind } from './cancel-draft';
import { ReasonField } from './reason-field';
import { studentName } from '../shared/status-words';
import type { PackageState } from './use-package';

interface CancelDialogProps {
	owned: StaffPackage;
	change: PackageState['change'];
	onClose: () => void;
}

/** Ends an enrollment, with or without sending money back. */
export const CancelDialog = ({ owned, change, onClose }: CancelDialogProps) => {
	const choices = refundChoices(owned);
	const [kind, setKind] = useState<RefundKind>(choices[0]?.value ?? 'none');
	const [typed, setTyped] = useState('');
	const [reason, setReason] = useState('');
	const { currency } = owned;
	const name = studentName(owned.studentName);
	const outcome = refundOf(owned, kind, typed);
	const cancel = async () => {
		await change(
			() =>
				send<StaffPackage>('POST', `/packages/${owned.id}/cancel`, {
					version: owned.version,
					reason,
					refund: outcome.refund,
				}),
			/* translators: %s: a student's name. */
			sprintf(__('The enrollment of %s was cancelled.', 'cohort-enrollment'), name),
		);
		onClose();
	};
	return (
		<ConfirmDialog
			/* translators: %s: a student's name. */
			title={sprintf(__('Cancel the enrollment of %s?', 'cohort-enrollment'), name)}
			confirmLabel={
				kind === 'none'
					? __('Cancel enrollment', 'cohort-enrollment')
					: __('Cancel and refund', 'cohort-enrollment')
			}
			closeLabel={__('Keep enrollment', 'cohort-enrollment')}
			isDestructive
			isIncomplete={outcome.refund === null || reason.trim() === ''}
			onConfirm={cancel}
			onClose={onClose}
		>
			<div className="ce-admin__dialog-fields">
				{choices.length > 1 && (
					<RadioControl
						label={__('Refund', 'cohort-enrollment')}
						selected={kind}
						options={choices}
						onChange={(value) => setKind(value as RefundKind)}
					/>
				)}
				{kind === 'part' && (
					<TextField
						/* translators: %s: currency code such as USD. */
						label={sprintf(__('Amount in %s', 'cohort-enrollment'), currency.toUpperCase())}
						value={typed}
						onChange={setTyped}
						problem={typed === '' ? undefined : outcome.problem}
						help={amountHelp(parseAmount(typed, currency), owned)}
						isRequired
						attributes={{ inputMode: 'decimal', autoComplete: 'off' }}
					/>
				)}
				<ReasonField value={reason} onChange={setReason} />
				<div>
					<p>{__('What happens:', 'cohort-enrollment')}</p>
					<ul className="ce-admin__bullets">
						{consequences(owned, outcome.refund).map((text) => (
							<li key={text}>{text}</li>
						))}
					</ul>
				</div>
			</div>
		</ConfirmDialog>
	);
};

const amountHelp = (amount: number | null, { currency, refundable }: StaffPackage): string | undefined => {
	if (amount !== null) {
		/* translators: %s: an amount with its currency. */
		return sprintf(__('%s is sent back.', 'cohort-enrollment'), moneyText(amount, currency));
	}
	return refundable === null
		? undefined
		: /* translators: %s: an amount with its currency. */
			sprintf(__('At most %s.', 'cohort-enrollment'), moneyText(refundable, currency));
};
