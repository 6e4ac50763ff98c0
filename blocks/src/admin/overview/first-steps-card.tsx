import { __, sprintf } from '@wordpress/i18n';
import type { FirstStep } from '@cohort-enrollment/sidecar/contract';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { StatusMark } from '../shared/status-mark';

interface StepWords {
	title: string;
	text: string;
	/** Where it is done. */
	href: string;
	link: string;
}

/** A row to go on with, or a new one. */
const place = (id: number | null, isNew = '/new'): string => (id === null ? isNew : `/${id}`);

const wordsOf = ({ code, id }: FirstStep): StepWords => {
	switch (code) {
		case 'group_class':
			return {
				title: __('Add a weekly class', 'cohort-enrollment'),
				text: __(
					'A fixed time in the week in which you teach, such as “Tuesdays at 18:30”.',
					'cohort-enrollment',
				),
				href: screenUrl('group-classes', place(id)),
				link: __('Weekly classes', 'cohort-enrollment'),
			};
		case 'course':
			return {
				title: __('Add a course with steps and a price', 'cohort-enrollment'),
				text: __(
					'What students buy. Each step takes place in one of your classes; the price is made in Stripe for you, or chosen there.',
					'cohort-enrollment',
				),
				href: screenUrl('courses', place(id)),
				link: __('Courses', 'cohort-enrollment'),
			};
		case 'cohort':
			return {
				title: __('Add a cohort with a schedule', 'cohort-enrollment'),
				text: __(
					'One run of the course: its dates and seats, and a dated session for every step.',
					'cohort-enrollment',
				),
				href: screenUrl('cohorts', place(id)),
				link: __('Cohorts', 'cohort-enrollment'),
			};
		case 'page':
			return {
				title: __('Put the course on a page', 'cohort-enrollment'),
				text: __(
					'One click in the course makes a page that lists its cohorts with a button to enroll.',
					'cohort-enrollment',
				),
				href: screenUrl('courses', place(id)),
				link: __('The course', 'cohort-enrollment'),
			};
		case 'webhook':
			return {
				title: __('Enroll once yourself', 'cohort-enrollment'),
				text: __(
					'Pay with one of Stripe’s test cards. This is ticked when Stripe’s message about it arrives: if it does not, register the webhook whose address the settings name.',
					'cohort-enrollment',
				),
				href: adminSettings().canSeeSettings ? adminSettings().settingsUrl : '',
				link: __('Settings', 'cohort-enrollment'),
			};
	}
};

const Step = ({ step }: { step: FirstStep }) => {
	const { title, text, href, link } = wordsOf(step);
	return (
		<li className={step.isDone ? 'is-done' : undefined}>
			<div>
				<strong>{title}</strong>{' '}
				{step.isDone ? (
					<StatusMark tone="good" label={__('Done', 'cohort-enrollment')} />
				) : (
					<StatusMark tone="quiet" label={__('To do', 'cohort-enrollment')} />
				)}
				<p>
					{text} {href !== '' && <a href={href}>{link}</a>}
				</p>
			</div>
		</li>
	);
};

/** What is left to do until the first student can enroll. */
export const FirstStepsCard = ({ steps }: { steps: readonly FirstStep[] }) => {
	const done = steps.filter(({ isDone }) => isDone).length;
	return (
		<Card
			title={__('First steps', 'cohort-enrollment')}
			description={sprintf(
				/* translators: 1: number of steps that are done. 2: number of all steps. */
				__('%1$d of %2$d done. This list goes away with your first student.', 'cohort-enrollment'),
				done,
				steps.length,
			)}
		>
			<ol className="ce-admin__first-steps">
				{steps.map((step) => (
					<Step key={step.code} step={step} />
				))}
			</ol>
		</Card>
	);
};
