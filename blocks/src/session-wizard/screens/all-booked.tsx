import { __ } from '@wordpress/i18n';
import { ActionLink } from '../../shared/action-link';
import { Screen } from '../../shared/screen';
import type { PageSettings } from '../../shared/settings';
import type { Plan } from '../state';
import { BookedSteps } from './booked-steps';
import { CourseLine } from './course-line';

interface AllBookedProps {
	plan: Plan;
	settings: PageSettings;
	/** The student has just paid. */
	isWelcome: boolean;
}

/** Nothing is left to choose. */
export const AllBooked = ({ plan, settings, isWelcome }: AllBookedProps) => (
	<Screen
		title={
			isWelcome
				? __('You are enrolled, and everything is booked', 'cohort-enrollment')
				: __('Everything is booked', 'cohort-enrollment')
		}
	>
		<CourseLine {...plan} />
		<BookedSteps steps={plan.booked} />
		{settings.dashboardUrl !== '' && (
			<ActionLink href={settings.dashboardUrl}>
				{__('Go to my courses', 'cohort-enrollment')}
			</ActionLink>
		)}
	</Screen>
);
