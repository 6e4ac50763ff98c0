import { Button, Modal } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { KeyboardEvent, ReactNode } from 'react';

interface DialogProps {
	title: string;
	/** What it was opened for is under way: it stays open, as whoever had closed it would not hear of a failure. */
	isBusy: boolean;
	/** A word or mark beside the title. */
	headerActions?: ReactNode;
	onClose: () => void;
	children: ReactNode;
}

/** Else the dialog that it stands in, such as that of a list's action, would close and take it along. */
const holdEscape = (event: KeyboardEvent): void => {
	if (event.key === 'Escape') {
		event.stopPropagation();
	}
};

/** A dialog that can be closed unless it is busy. */
export const Dialog = ({ title, isBusy, headerActions, onClose, children }: DialogProps) => (
	<Modal
		title={title}
		size="medium"
		className="ce-admin__dialog"
		headerActions={headerActions}
		isDismissible={!isBusy}
		shouldCloseOnEsc={!isBusy}
		shouldCloseOnClickOutside={!isBusy}
		onRequestClose={onClose}
		{...(isBusy && { onKeyDown: holdEscape })}
	>
		{children}
	</Modal>
);

interface DialogActionsProps extends Pick<DialogProps, 'isBusy' | 'onClose'> {
	/** Says what stays as it is, where "Cancel" could be taken for the act itself. */
	closeLabel?: string | undefined;
	/** The button for the act. */
	children: ReactNode;
}

/** The buttons at the end of a dialog. */
export const DialogActions = ({ isBusy, onClose, closeLabel, children }: DialogActionsProps) => (
	<div className="ce-admin__dialog-actions">
		<Button
			__next40pxDefaultSize
			variant="tertiary"
			accessibleWhenDisabled
			disabled={isBusy}
			onClick={onClose}
		>
			{closeLabel ?? __('Cancel', 'cohort-enrollment')}
		</Button>
		{children}
	</div>
);
