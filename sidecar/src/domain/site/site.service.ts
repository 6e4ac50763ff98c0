import { MINIMUM_SECRET_BYTES } from '../../../contract';
import type { Clock } from '../../clock';
import type { Config } from '../../config';
import type { Connection } from '../../db/database';
import { readWordPressOptions } from '../../db/wordpress-options';

/** What the sidecar must know of the WordPress site that it serves. */
export interface SiteService {
	/** The secrets that the plugin signs with, newest first. `refresh` reads them again, at most every few seconds. */
	secrets(refresh: boolean): Promise<readonly string[]>;
	/** Home URL without a trailing slash. */
	siteUrl(): Promise<string>;
}

const OPTIONS = ['home', 'siteurl', 'cohort_enrollment_secret', 'cohort_enrollment_secret_previous'];

/** A changed option is seen after this time at the latest. */
const KEEP_MILLISECONDS = 30_000;
/** Bad tokens must not turn into a query each. */
const REFRESH_MILLISECONDS = 2_000;

interface Site {
	secrets: readonly string[];
	siteUrl: string;
}

type Settings = Pick<Config, 'identitySecrets' | 'siteUrl'>;

const present = (secret: string | undefined): secret is string =>
	secret !== undefined && Buffer.byteLength(secret) >= MINIMUM_SECRET_BYTES;

/** The configuration wins; what it leaves open comes from WordPress's options, which the plugin wrote. */
export const createSiteService = (db: Connection, settings: Settings, clock: Clock): SiteService => {
	let current: Promise<Site> | null = null;
	let currentSince = 0;

	const load = async (): Promise<Site> => {
		const options =
			settings.siteUrl !== null && settings.identitySecrets !== null
				? new Map<string, string>()
				: await readWordPressOptions(db, OPTIONS);
		return {
			secrets:
				settings.identitySecrets ??
				[
					options.get('cohort_enrollment_secret'),
					options.get('cohort_enrollment_secret_previous'),
				].filter(present),
			// As get_option() does: a site without an own home lives where WordPress does.
			siteUrl:
				settings.siteUrl ?? (options.get('home') || options.get('siteurl') || '').replace(/\/+$/, ''),
		};
	};

	const read = (maximumAge: number): Promise<Site> => {
		const now = clock.now().getTime();
		if (current === null || now - currentSince >= maximumAge) {
			currentSince = now;
			current = load();
			// A failed read is not kept: the next request tries again.
			current.catch(() => {
				current = null;
			});
		}
		return current;
	};

	return {
		secrets: async (refresh) => (await read(refresh ? REFRESH_MILLISECONDS : KEEP_MILLISECONDS)).secrets,
		siteUrl: async () => (await read(KEEP_MILLISECONDS)).siteUrl,
	};
};
