const DASHBOARD = 'https://dashboard.stripe.com/';

/** Kinds of objects that have a page of their own, by what their ids begin with. */
const PAGES: ReadonlyMap<string | undefined, string> = new Map([
	['pi', 'payments'],
	['du', 'disputes'],
	['dp', 'disputes'],
	['evt', 'events'],
	['price', 'prices'],
	['prod', 'products'],
	['cus', 'customers'],
]);

/**
 * Where Stripe's dashboard shows an object; null without an id. Objects without a page of their own, such as Checkout
 * Sessions (`cs_…`) and refunds (`re_…`), are searched for, which leads to their payment. PHP twin:
 * `plugin/src/Mail/Task.php`.
 */
export const stripeDashboardUrl = (id: string | null, livemode: boolean): string | null => {
	if (id === null) {
		return null;
	}
	const page = PAGES.get(id.split('_')[0]);
	const path = `${page === undefined ? 'search?query=' : `${page}/`}${encodeURIComponent(id)}`;
	return `${DASHBOARD}${livemode ? '' : 'test/'}${path}`;
};
