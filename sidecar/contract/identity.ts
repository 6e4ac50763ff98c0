/**
 * The token with which the plugin speaks for a WordPress user: a JWT (RFC 7519), HS256, at most 60 seconds old,
 * sent as `Authorization: Bearer …`. PHP twin: `plugin/src/Identity/Token_Signer.php`.
 */
export const TOKEN_AUDIENCE = 'cohort-enrollment-sidecar';
export const TOKEN_ALGORITHM = 'HS256';
export const TOKEN_LIFETIME_SECONDS = 60;
/** Secrets shorter than this are refused on both sides. */
export const MINIMUM_SECRET_BYTES = 32;

export interface TokenClaims {
	/** The site's home URL without a trailing slash. */
	iss: string;
	aud: typeof TOKEN_AUDIENCE;
	/** WordPress user id as a string; "0" = a visitor who is not logged in. */
	sub: string;
	/** Unix seconds. */
	iat: number;
	exp: number;
	jti: string;
	name: string;
	email: string;
	/** WordPress locale, such as `de_DE`. */
	locale: string;
	/**
	 * Those of the plugin's capabilities that the user has: `manage_cohorts`, `view_cohort_rosters`. For WordPress's privacy
	 * tools, which need no more: `export_others_personal_data`, `erase_others_personal_data`. For WP-CLI all four.
	 */
	caps: string[];
	/**
	 * Binds the token to one request: lower-case hex SHA-256 of
	 * `METHOD + "\n" + path with query as sent to the sidecar + "\n" + lower-case hex SHA-256 of the raw body`.
	 */
	req: string;
	/** Paths (with leading slash) of the pages that the plugin created, as they are now. */
	paths: { success: string; dashboard: string };
}
