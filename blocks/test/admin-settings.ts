import type { AdminSettings } from '../src/admin/settings';

const SCREENS = ['overview', 'courses', 'group-classes', 'cohorts', 'students', 'attention'] as const;

/** What PHP tells the app about a manager. */
export const giveAdminSettings = (overrides: Partial<AdminSettings> = {}): void => {
	window.cohortEnrollmentAdmin = {
		screen: 'courses',
		screens: Object.fromEntries(
			SCREENS.map((screen) => [screen, `https://school.example/wp-admin/admin.php?page=${screen}`]),
		) as AdminSettings['screens'],
		canManage: true,
		canPublishPages: true,
		canSeeSettings: true,
		timezone: 'Europe/Berlin',
		startOfWeek: 1,
		settingsUrl: 'https://school.example/wp-admin/options-general.php',
		siteHealthUrl: 'https://school.example/wp-admin/site-health.php',
		userUrl: 'https://school.example/wp-admin/user-edit.php?user_id=',
		postUrl: 'https://school.example/wp-admin/post.php?action=edit&post=',
		...overrides,
	};
};
