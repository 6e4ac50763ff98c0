/** Addresses that PHP (`Student_Page`) hands to the wizard and the dashboard. Any may be empty when its page is gone. */
export interface PageSettings {
	dashboardUrl: string;
	/** The page with the session wizard. */
	wizardUrl: string;
	/** The login page, coming back to this page. */
	loginUrl: string;
	homeUrl: string;
	/** Of the dashboard: only the next session, or everything. */
	show?: 'everything' | 'next-session';
}

/** Adds one parameter to an address. */
export const withParameter = (address: string, name: string, value: string): string => {
	const url = new URL(address, document.baseURI);
	url.searchParams.set(name, value);
	return url.href;
};
