/** The screens of the menu Cohorts. */
export type Screen = 'overview' | 'courses' | 'group-classes' | 'cohorts' | 'students' | 'attention';

/** What PHP (`plugin/src/Admin/App_Page.php`) tells the app. */
export interface AdminSettings {
	screen: Screen;
	/** Address of every screen. */
	screens: Record<Screen, string>;
	/** May change things; without it everything can only be looked at. */
	canManage: boolean;
	canPublishPages: boolean;
	canSeeSettings: boolean;
	/** The site's time zone: an IANA name, or an offset such as `+02:00`. */
	timezone: string;
	/** 0 = Sunday. */
	startOfWeek: number;
	settingsUrl: string;
	siteHealthUrl: string;
	/** A user's profile but for the id at the end; '' for whoever may not see it. */
	userUrl: string;
	/** A post's editor but for the id at the end. */
	postUrl: string;
}

declare global {
	interface Window {
		cohortEnrollmentAdmin?: AdminSettings;
	}
}

/** The app's settings. Throws where PHP did not print them. */
export const adminSettings = (): AdminSettings => {
	if (!window.cohortEnrollmentAdmin) {
		throw new Error('The settings of the admin app are missing.');
	}
	return window.cohortEnrollmentAdmin;
};

/** Address of a screen, and of a place within it such as `/12`. */
export const screenUrl = (screen: Screen, route = ''): string =>
	`${adminSettings().screens[screen]}${route === '' ? '' : `#${route}`}`;
