import { useEffect, useRef } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Dispatch, FormEvent } from 'react';
import { errorMessage } from '../../shared/error-message';
import { Screen } from '../../shared/screen';
import type { PageSettings } from '../../shared/settings';
import type { Action } from '../reducer';
import type { Choosing } from '../state';
import { BookedSteps } from './booked-steps';
import { CourseLine } from './course-line';
import { StepFieldset } from './step-fieldset';

interface ChoosingScreenProps {
	state: Choosing;
	tell: Dispatch<Action>;
	settings: PageSettings;
	/** The student has just paid. */
	isWelcome: boolean;
}

const chosenCount = (chosen: number, all: number): string =>
	sprintf(
		/* translators: 1: number of steps with a choice, 2: number of all steps to choose for */
		_n('%1$d of %2$d chosen', '%1$d of %2$d chosen', all, 'cohort-enrollment'),
		chosen,
		all,
	);

const partlyBooked = (count: number): string =>
	sprintf(
		/* translators: %d: number of sessions */
		_n(
			'%d session is booked. The marked step needs another choice.',
			'%d sessions are booked. The marked step needs another choice.',
			count,
			'cohort-enrollment',
		),
		count,
	);

const Actions = ({ state, settings }: Pick<ChoosingScreenProps, 'state' | 'settings'>) => {
	const { submission, choices, plan } = state;
	const isSending = submission.status === 'sending';
	return (
		<div className="cohort-enrollment-confirm">
			{submission.status === 'refused' && (
				<p className="cohort-enrollment-refusal" role="alert">
					{errorMessage(submission.code)}
				</p>
			)}
			<p className="cohort-enrollment-confirm__count" role="status">
				{isSending
					? __('Booking your sessions…', 'cohort-enrollment')
					: chosenCount(Object.keys(choices).length, plan.steps.length)}
			</p>
			<p className="cohort-enrollment-actions">
				<button type="submit" className="wp-element-button" aria-disabled={isSending}>
					{isSending ? __('One moment…', 'cohort-enrollment') : __('Confirm', 'cohort-enrollment')}
				</button>
				<a
					className="cohort-enrollment-second-button"
					href={settings.dashboardUrl || settings.homeUrl}
				>
					{__('Book later', 'cohort-enrollment')}
				</a>
			</p>
		</div>
	);
};

/** Radio cards for every step that has more than one class. */
export const ChoosingScreen = ({ state, tell, settings, isWelcome }: ChoosingScreenProps) => {
	const { plan, choices, marks, submission, attention, bookedJustNow } = state;
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		if (attention > 0) {
			form.current?.querySelector<HTMLElement>('[data-marked="true"]')?.focus();
		}
	}, [attention]);
	const onSubmit = (event: FormEvent) => {
		event.preventDefault();
		tell({ type: 'confirmed' });
	};
	return (
		<Screen
			title={
				isWelcome
					? __('You are enrolled. Choose your times', 'cohort-enrollment')
					: __('Choose your times', 'cohort-enrollment')
			}
		>
			<CourseLine {...plan} />
			{plan.booked.length > 0 && (
				<details className="cohort-enrollment-done" open>
					<summary>{__('Already booked', 'cohort-enrollment')}</summary>
					<BookedSteps steps={plan.booked} />
				</details>
			)}
			<form
				className="cohort-enrollment-form"
				ref={form}
				onSubmit={onSubmit}
				aria-busy={submission.status === 'sending'}
			>
				<p role="status" className="cohort-enrollment-form__news">
					{bookedJustNow > 0 && partlyBooked(bookedJustNow)}
				</p>
				{plan.steps.map((step) => (
					<StepFieldset
						key={step.stepId}
						step={step}
						choice={choices[step.stepId]}
						mark={marks[step.stepId]}
						isLocked={submission.status === 'sending'}
						onChoose={(optionId) => tell({ type: 'chosen', stepId: step.stepId, optionId })}
						onWithdraw={() => tell({ type: 'choice_withdrawn', stepId: step.stepId })}
					/>
				))}
				<Actions state={state} settings={settings} />
			</form>
		</Screen>
	);
};
