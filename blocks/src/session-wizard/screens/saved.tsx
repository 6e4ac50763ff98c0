import { __, _n, sprintf } from '@wordpress/i18n';
import { ActionLink } from '../../shared/action-link';
import { Screen } from '../../shared/screen';
import type { PageSettings } from '../../shared/settings';
import type { Plan } from '../state';
import { BookedSteps } from './booked-steps';
import { CourseLine } from './course-line';

interface SavedProps {
	plan: Plan;
	/** How many steps are still without a session. */
	remaining: number;
	settings: PageSettings;
}

/** Confirmed. Mostly seen for a moment, on the way to the dashboard. */
export const Saved = ({ plan, remaining, settings }: SavedProps) => (
	<Screen title={__('Your sessions are booked', 'cohort-enrollment')}>
		<CourseLine {...plan} />
		{remaining > 0 && (
			<p>
				{sprintf(
					/* translators: %d: number of steps */
					_n(
						'%d step is still without a session. You can choose it any time from your courses.',
						'%d steps are still without a session. You can choose them any time from your courses.',
						remaining,
						'cohort-enrollment',
					),
					remaining,
				)}
			</p>
		)}
		<BookedSteps steps={plan.booked} />
		{settings.dashboardUrl !== '' && (
			<ActionLink href={settings.dashboardUrl}>
				{__('Go to my courses', 'cohort-enrollment')}
			</ActionLink>
		)}
	</Screen>
);
