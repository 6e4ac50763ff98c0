import { wordpressTableName, type Connection } from '../src/db/database';
import { TEST_SECRET, TEST_SITE_URL } from './token';
import { createWordPressTables } from './wordpress';

/** Sets an option of the site as WordPress or the plugin does; null deletes it. */
export const setOption = async (db: Connection, name: string, value: string | null): Promise<void> => {
	const options = () => db(wordpressTableName(db, 'options'));
	await options().where('option_name', name).delete();
	if (value !== null) {
		await options().insert({ option_name: name, option_value: value });
	}
};

/** A WordPress site with the plugin activated, as far as the sidecar can see. */
export const buildSite = async (db: Connection): Promise<void> => {
	await createWordPressTables(db);
	await setOption(db, 'siteurl', TEST_SITE_URL);
	await setOption(db, 'home', TEST_SITE_URL);
	await setOption(db, 'cohort_enrollment_secret', TEST_SECRET);
};
