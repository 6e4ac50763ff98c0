import { Button, Notice } from '@wordpress/components';

interface ActionNoticeProps {
	status: 'error' | 'success';
	text: string;
	/** What can be done about it, at the end of the text. */
	action?: { label: string; isBusy?: boolean; onClick: () => void } | undefined;
}

/** A notice at the place that it is about. */
export const ActionNotice = ({ status, text, action }: ActionNoticeProps) => (
	<Notice
		status={status}
		isDismissible={false}
		className="ce-admin__problem"
		// Without it Notice runs the hooks of the button among its own, and breaks when the button goes.
		spokenMessage={text}
	>
		{text}
		{action && (
			<>
				{' '}
				<Button
					variant="link"
					accessibleWhenDisabled
					disabled={action.isBusy ?? false}
					onClick={action.onClick}
				>
					{action.label}
				</Button>
			</>
		)}
	</Notice>
);
