import { __ } from '@wordpress/i18n';
import { ActionLink } from './action-link';
import { errorMessage, isOutage } from './error-message';
import { Screen } from './screen';
import { withParameter, type PageSettings } from './settings';

interface ProblemProps {
	/** Code of the REST interface. */
	code: string;
	settings: PageSettings;
	onRetry: () => void;
}

/** What asking again cannot change. */
const FINAL = ['session_not_found', 'package_not_found', 'package_not_active', 'invalid_request'];

const LogIn = ({ settings }: Pick<ProblemProps, 'settings'>) => (
	<Screen title={__('Please log in', 'cohort-enrollment')}>
		<p>
			{__(
				'Your courses are waiting behind your login. You come back to this page.',
				'cohort-enrollment',
			)}
		</p>
		<ActionLink href={withParameter(settings.loginUrl, 'redirect_to', window.location.href)}>
			{__('Log in', 'cohort-enrollment')}
		</ActionLink>
	</Screen>
);

const Final = ({ code, settings }: Pick<ProblemProps, 'code' | 'settings'>) => (
	<Screen
		title={
			code === 'package_not_active'
				? __('Nothing to book here', 'cohort-enrollment')
				: __('Nothing found here', 'cohort-enrollment')
		}
	>
		<p>
			{code === 'invalid_request'
				? __(
						'This address is not complete. Please use the link again that brought you here.',
						'cohort-enrollment',
					)
				: errorMessage(code)}
		</p>
		{code.endsWith('_not_found') && (
			<p>
				{__(
					'If you have just paid with another account, please log out and log in with that one.',
					'cohort-enrollment',
				)}
			</p>
		)}
		<ActionLink href={settings.dashboardUrl || settings.homeUrl}>
			{settings.dashboardUrl
				? __('Go to my courses', 'cohort-enrollment')
				: __('Go to the front page', 'cohort-enrollment')}
		</ActionLink>
	</Screen>
);

/** What stands in the place of a screen that could not be loaded, and the way out of it. */
export const Problem = ({ code, settings, onRetry }: ProblemProps) => {
	if (code === 'login_required') {
		return <LogIn settings={settings} />;
	}
	if (FINAL.includes(code)) {
		return <Final code={code} settings={settings} />;
	}
	return (
		<Screen
			title={
				isOutage(code)
					? __('Not available right now', 'cohort-enrollment')
					: __('That did not work', 'cohort-enrollment')
			}
		>
			<p role="alert">{errorMessage(code)}</p>
			<p>{__('What you have bought and booked is safe.', 'cohort-enrollment')}</p>
			<p className="cohort-enrollment-actions">
				<button type="button" className="wp-element-button" onClick={onRetry}>
					{__('Try again', 'cohort-enrollment')}
				</button>
			</p>
		</Screen>
	);
};
