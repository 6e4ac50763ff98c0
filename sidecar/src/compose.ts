import type { Logger } from 'pino';
import type { Clock } from './clock';
import type { Config } from './config';
import type { Connection } from './db/database';
import { createBookingService, type BookingService } from './domain/booking/booking.service';
import { createCatalogueService, type CatalogueService } from './domain/catalogue/catalogue.service';
import { createCheckoutService, type CheckoutService } from './domain/checkout/checkout.service';
import {
	createLapsedCheckoutsService,
	type LapsedCheckoutsService,
} from './domain/checkout/lapsed-checkouts.service';
import {
	createSessionStatusService,
	type SessionStatusService,
} from './domain/checkout/session-status.service';
import { createFulfillmentService } from './domain/fulfillment/fulfillment.service';
import { createRefundsService, type RefundsService } from './domain/refunds/refunds.service';
import { createBacklogService, type BacklogService } from './domain/site/backlog.service';
import { createReadinessService, type ReadinessService } from './domain/site/readiness.service';
import { createSiteService, type SiteService } from './domain/site/site.service';
import { createWebhooksService, type WebhooksService } from './domain/webhooks/webhooks.service';
import type { StripeGateway } from './stripe/gateway';

export interface Services {
	site: SiteService;
	readiness: ReadinessService;
	backlog: BacklogService;
	catalogue: CatalogueService;
	checkouts: CheckoutService;
	sessions: SessionStatusService;
	lapsedCheckouts: LapsedCheckoutsService;
	booking: BookingService;
	refunds: RefundsService;
	webhooks: WebhooksService;
}

export interface ComposeOptions {
	config: Pick<Config, 'identitySecrets' | 'siteUrl' | 'version'>;
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
	/** Called after the commit of a queued refund, so that its worker need not wait for its turn. */
	onRefundQueued: () => void;
}

/** Wires everything by hand. The one place that sees every layer. */
export const compose = ({ config, db, stripe, clock, logger, onRefundQueued }: ComposeOptions): Services => {
	const site = createSiteService(db, config, clock);
	const siteUrl = () => site.siteUrl();
	const fulfillment = createFulfillmentService({ db, stripe, siteUrl, clock, logger, onRefundQueued });
	const refunds = createRefundsService({ db, stripe, clock, logger });
	return {
		site,
		refunds,
		readiness: createReadinessService({ db, stripe, clock, version: config.version }),
		backlog: createBacklogService(db),
		catalogue: createCatalogueService({ db, clock, livemode: stripe.livemode }),
		checkouts: createCheckoutService({ db, stripe, fulfillment, clock, logger }),
		sessions: createSessionStatusService({ db, fulfillment, logger }),
		lapsedCheckouts: createLapsedCheckoutsService({ db, stripe, fulfillment, clock, logger }),
		booking: createBookingService({ db, clock }),
		webhooks: createWebhooksService({ db, stripe, fulfillment, refunds, clock, logger }),
	};
};
