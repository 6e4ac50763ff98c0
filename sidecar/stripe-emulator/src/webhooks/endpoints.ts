import type Stripe from 'stripe';
import { API_VERSION } from '../api-version';
import { unixSeconds, type Clock } from '../clock';
import { newId } from '../ids';
import type { Store } from '../store/store';

/** The endpoint of the configuration has a name of its own, so that a restart can find and change it. */
const CONFIGURED = 'configured by WEBHOOK_URL';

interface NewEndpoint {
	url: string;
	events: string[];
	description: string | null;
	metadata: Stripe.Metadata;
	/** Up to two during a rotation. */
	secrets: string[];
}

export function addEndpoint(store: Store, clock: Clock, wanted: NewEndpoint): Stripe.WebhookEndpoint {
	const endpoint: Stripe.WebhookEndpoint = {
		id: newId('we_'),
		object: 'webhook_endpoint',
		api_version: API_VERSION,
		application: null,
		created: unixSeconds(clock),
		description: wanted.description,
		enabled_events: wanted.events,
		livemode: false,
		metadata: wanted.metadata,
		status: 'enabled',
		url: wanted.url,
	};
	store.state.endpointSecrets.set(endpoint.id, wanted.secrets);
	return store.save('webhook_endpoint', endpoint);
}

/** The endpoint of the configuration, if it has one. */
export const configuredEndpoint = (store: Store): Stripe.WebhookEndpoint | undefined =>
	store.list('webhook_endpoint').find((endpoint) => endpoint.description === CONFIGURED);

/** Makes the endpoint of the configuration, or brings the one of a former run up to date. */
export function configureEndpoint(
	store: Store,
	clock: Clock,
	webhook: { url: string; secrets: string[] } | null,
): void {
	const known = configuredEndpoint(store);
	if (known === undefined) {
		if (webhook === null) return;
		addEndpoint(store, clock, { ...webhook, events: ['*'], description: CONFIGURED, metadata: {} });
		return;
	}
	store.save('webhook_endpoint', {
		...known,
		url: webhook?.url ?? known.url,
		status: webhook === null ? 'disabled' : 'enabled',
	});
	store.state.endpointSecrets.set(known.id, webhook?.secrets ?? []);
}
