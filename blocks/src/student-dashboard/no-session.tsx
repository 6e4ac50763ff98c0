import { __ } from '@wordpress/i18n';
import { ActionLink } from '../shared/action-link';
import type { PageSettings } from '../shared/settings';

/** What stands in the place of the next session when there is none. */
export const NoSession = ({ dashboardUrl }: Pick<PageSettings, 'dashboardUrl'>) => (
	<>
		<p>{__('You have no session coming up.', 'cohort-enrollment')}</p>
		{dashboardUrl !== '' && (
			<ActionLink href={dashboardUrl}>{__('Go to my courses', 'cohort-enrollment')}</ActionLink>
		)}
	</>
);
