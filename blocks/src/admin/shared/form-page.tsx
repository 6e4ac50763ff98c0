import { Button, Modal } from '@wordpress/components';
import { useEffect, useLayoutEffect, useRef } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Page } from './page';
import { ProblemNotice } from './problem-notice';
import { adminSettings } from '../settings';
import type { Form } from './use-form';

interface FormPageProps {
	title: string;
	back: { href: string; label: string };
	mark?: ReactNode;
	/** More buttons in the title's line. */
	actions?: ReactNode;
	/** Links to the other pages about the same thing. */
	tabs?: ReactNode;
	form: Pick<Form<object>, 'isDirty' | 'isSaving' | 'error' | 'conflict' | 'submit' | 'resolve'>;
	saveLabel?: string;
	/** Cards with fields. */
	children: ReactNode;
	/** Cards that are not part of what is saved. */
	after?: ReactNode;
}

const ConflictDialog = ({ form }: Pick<FormPageProps, 'form'>) => (
	<Modal
		title={__('Somebody else was faster', 'cohort-enrollment')}
		size="medium"
		isDismissible={false}
		shouldCloseOnClickOutside={false}
		shouldCloseOnEsc={false}
		onRequestClose={() => undefined}
		className="ce-admin__dialog"
	>
		<p>
			{__(
				'Somebody has saved other changes while you were working. You can save yours over theirs, or drop yours and continue with theirs.',
				'cohort-enrollment',
			)}
		</p>
		<div className="ce-admin__dialog-actions">
			<Button __next40pxDefaultSize variant="secondary" onClick={() => form.resolve('theirs')}>
				{__('Take theirs', 'cohort-enrollment')}
			</Button>
			<Button
				__next40pxDefaultSize
				variant="primary"
				isBusy={form.isSaving}
				onClick={() => form.resolve('mine')}
			>
				{__('Save mine', 'cohort-enrollment')}
			</Button>
		</div>
	</Modal>
);

/**
 * Lends the keyboard to the button while a save is under way, as fields cannot be used until then and would lose it, and
 * gives it back to where it was.
 */
const useLentFocus = (isSaving: boolean) => {
	const fields = useRef<HTMLFieldSetElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const lender = useRef<HTMLElement | null>(null);
	const remember = () => {
		const focused = fields.current?.ownerDocument.activeElement;
		const isField = focused instanceof HTMLElement && fields.current?.contains(focused);
		lender.current = isField ? focused : null;
	};
	// Before the browser draws the fields disabled and takes the keyboard from them.
	useLayoutEffect(() => {
		if (isSaving && lender.current) {
			button.current?.focus({ preventScroll: true });
		}
	}, [isSaving]);
	useEffect(() => {
		if (!isSaving && lender.current) {
			if (button.current?.ownerDocument.activeElement === button.current) {
				lender.current.focus({ preventScroll: true });
			}
			lender.current = null;
		}
	}, [isSaving]);
	return { fields, button, remember };
};

/** A page with one form: its cards, one button that saves all of them, and what stands in the way. */
export const FormPage = (props: FormPageProps) => {
	const { title, back, mark, actions, tabs, form, saveLabel, children, after } = props;
	const { canManage } = adminSettings();
	const hasConflict = form.conflict !== undefined;
	const { fields, button, remember } = useLentFocus(form.isSaving);
	const problem = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (form.error && !hasConflict) {
			problem.current?.scrollIntoView({ block: 'center' });
		}
	}, [form.error, hasConflict]);
	return (
		<Page title={title} back={back} mark={mark} actions={actions} tabs={tabs}>
			<form
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					remember();
					form.submit();
				}}
			>
				<div ref={problem}>{form.error && !hasConflict && <ProblemNotice error={form.error} />}</div>
				<fieldset
					ref={fields}
					disabled={!canManage || form.isSaving}
					aria-busy={form.isSaving}
					className="ce-admin__fields"
				>
					{children}
				</fieldset>
				{canManage && (
					<div className="ce-admin__save">
						<Button
							ref={button}
							__next40pxDefaultSize
							variant="primary"
							type="submit"
							isBusy={form.isSaving}
							accessibleWhenDisabled
							disabled={form.isSaving || !form.isDirty}
						>
							{saveLabel ?? __('Save', 'cohort-enrollment')}
						</Button>
						{form.isDirty && !form.isSaving && (
							<span className="ce-admin__unsaved">
								{__('Not saved yet', 'cohort-enrollment')}
							</span>
						)}
					</div>
				)}
			</form>
			{after}
			{hasConflict && <ConflictDialog form={form} />}
		</Page>
	);
};
