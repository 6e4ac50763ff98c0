import { fieldError } from '../../errors';

/** Stripe puts the session's id in place of this text, which must not be encoded. */
const SESSION_PLACEHOLDER = '{CHECKOUT_SESSION_ID}';

/**
 * Resolves a path on the site. A client chooses at most the path: anything that leaves the site's origin
 * (`//evil.example`, `https:…`, backslashes, credentials) raises `invalid_request` for `field`.
 */
export const resolveOnSite = (siteUrl: string, path: string, field: string): URL => {
	const { origin } = new URL(siteUrl);
	const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
	if (!path.startsWith('/') || url?.origin !== origin) {
		throw fieldError(field, 'invalid_path', 'The path must belong to this site.');
	}
	return url;
};

/** The page that Stripe sends the student to after payment, with the session's id. */
export const successUrl = (siteUrl: string, path: string): string => {
	const url = resolveOnSite(siteUrl, path, 'successPath');
	url.searchParams.delete('session_id');
	const separator = url.search === '' ? '?' : '&';
	// As text, not by searchParams: those would encode the braces, and Stripe would send the student back without an id.
	return `${url.origin}${url.pathname}${url.search}${separator}session_id=${SESSION_PLACEHOLDER}${url.hash}`;
};

/** The page for a student who gives up: the site's front page unless the client chose a path. */
export const cancelUrl = (siteUrl: string, path: string | undefined): string =>
	path === undefined ? `${siteUrl}/` : resolveOnSite(siteUrl, path, 'cancelPath').href;

/** The page that shows a package that needed no payment. */
export const packageUrl = (siteUrl: string, path: string, packageId: number): string => {
	const url = resolveOnSite(siteUrl, path, 'successPath');
	url.searchParams.set('package_id', String(packageId));
	return url.href;
};
