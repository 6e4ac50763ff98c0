import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import type { ReactNode } from 'react';
import { Dialog, DialogActions } from './dialog';
import { ProblemNotice } from './problem-notice';
import { RequestError } from './request';

interface ConfirmDialogProps {
	/** A question. */
	title: string;
	/** What will happen. */
	children: ReactNode;
	/** Says what is done, as in "Delete class". */
	confirmLabel: string;
	/** Says what stays as it is, where "Cancel" could be taken for the act itself. */
	closeLabel?: string;
	/** It cannot be undone, or takes something away. */
	isDestructive?: boolean;
	/** More has to be said first. */
	isIncomplete?: boolean;
	/** Does it. Until then the dialog cannot be closed; it stays, and says why, when it fails. */
	onConfirm: () => Promise<void>;
	onClose: () => void;
}

/** Asks before something happens, says what will happen, and shows what went wrong. */
export const ConfirmDialog = (props: ConfirmDialogProps) => {
	const { title, children, confirmLabel, isDestructive = false, isIncomplete = false } = props;
	const { onConfirm, onClose, closeLabel } = props;
	const [state, setState] = useState<{ isBusy: boolean; error?: RequestError }>({ isBusy: false });
	const confirm = async () => {
		if (state.isBusy) {
			return;
		}
		setState({ isBusy: true });
		try {
			await onConfirm();
		} catch (error) {
			const problem = error instanceof RequestError ? error : new RequestError('unexpected_answer');
			setState({ isBusy: false, error: problem });
		}
	};
	return (
		<Dialog title={title} isBusy={state.isBusy} onClose={onClose}>
			{state.error && <ProblemNotice error={state.error} />}
			{children}
			<DialogActions isBusy={state.isBusy} onClose={onClose} closeLabel={closeLabel}>
				<Button
					__next40pxDefaultSize
					variant="primary"
					isDestructive={isDestructive}
					isBusy={state.isBusy}
					accessibleWhenDisabled
					disabled={state.isBusy || isIncomplete}
					onClick={() => void confirm()}
				>
					{confirmLabel}
				</Button>
			</DialogActions>
		</Dialog>
	);
};
