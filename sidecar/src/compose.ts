import type { Logger } from 'pino';
import type { Clock } from './clock';
import type { Config } from './config';
import type { Connection } from './db/database';
import { createAttentionService, type AttentionService } from './domain/attention/attention.service';
import { createBookingService, type BookingService } from './domain/booking/booking.service';
import { createCatalogueService, type CatalogueService } from './domain/catalogue/catalogue.service';
import { createCheckoutService, type CheckoutService } from './domain/checkout/checkout.service';
import {
	createCohortCheckService,
	type CohortCheckService,
} from './domain/cohort-check/cohort-check.service';
import { createCohortsService, type CohortsService } from './domain/cohorts/cohorts.service';
import {
	createLapsedCheckoutsService,
	type LapsedCheckoutsService,
} from './domain/checkout/lapsed-checkouts.service';
import {
	createSessionStatusService,
	type SessionStatusService,
} from './domain/checkout/session-status.service';
import { createEnrollmentsService, type EnrollmentsService } from './domain/enrollments/enrollments.service';
import { createCoursesService, type CoursesService } from './domain/courses/courses.service';
import { createFulfillmentService } from './domain/fulfillment/fulfillment.service';
import {
	createGroupClassesService,
	type GroupClassesService,
} from './domain/group-classes/group-classes.service';
import {
	createNotificationsService,
	type NotificationsService,
} from './domain/notifications/notifications.service';
import { createOperationsService, type OperationsService } from './domain/operations/operations.service';
import { createOverviewService, type OverviewService } from './domain/overview/overview.service';
import { createPricesService, type PricesService } from './domain/prices/prices.service';
import { createPrivacyService, type PrivacyService } from './domain/privacy/privacy.service';
import {
	createReconciliationService,
	type ReconciliationService,
} from './domain/reconciliation/reconciliation.service';
import { createRefundsService, type RefundsService } from './domain/refunds/refunds.service';
import { createReversalsService, type ReversalsService } from './domain/reversals/reversals.service';
import { createBacklogService, type BacklogService } from './domain/site/backlog.service';
import { createReadinessService, type ReadinessService } from './domain/site/readiness.service';
import { createAttendanceService, type AttendanceService } from './domain/roster/attendance.service';
import { createRosterService, type RosterService } from './domain/roster/roster.service';
import { createScheduleService, type ScheduleService } from './domain/schedule/schedule.service';
import { createSiteService, type SiteService } from './domain/site/site.service';
import { createStudentsService, type StudentsService } from './domain/students/students.service';
import { createTasksService, type TasksService } from './domain/tasks/tasks.service';
import { createDeliverySignals, type DeliverySignals } from './domain/webhooks/delivery-signals';
import { createWebhooksService, type WebhooksService } from './domain/webhooks/webhooks.service';
import {
	createWaitingListService,
	type WaitingListService,
} from './domain/waiting-list/waiting-list.service';
import type { StripeGateway } from './stripe/gateway';
import { createMailGateway, type MailGateway } from './wordpress/mail-gateway';

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
	reversals: ReversalsService;
	webhooks: WebhooksService;
	notifications: NotificationsService;
	reconciliation: ReconciliationService;
	deliveries: DeliverySignals;
	tasks: TasksService;
	attention: AttentionService;
	operations: OperationsService;
	overview: OverviewService;
	waitingList: WaitingListService;
	groupClasses: GroupClassesService;
	courses: CoursesService;
	cohorts: CohortsService;
	cohortChecks: CohortCheckService;
	schedules: ScheduleService;
	prices: PricesService;
	enrollments: EnrollmentsService;
	students: StudentsService;
	roster: RosterService;
	attendance: AttendanceService;
	privacy: PrivacyService;
}

export interface ComposeOptions {
	config: Pick<
		Config,
		'identitySecrets' | 'siteUrl' | 'version' | 'policy' | 'eventRetentionDays' | 'wordpressUrl'
	>;
	db: Connection;
	stripe: StripeGateway;
	clock: Clock;
	logger: Logger;
	/** Called after the commit of a queued refund, so that its worker need not wait for its turn. */
	onRefundQueued: () => void;
	/** Called after the commit that takes a course or cohort off sale, so that its open checkouts end at once. */
	onOfferClosed?: () => void;
	/** Instead of the plugin's, for tests. */
	mail?: MailGateway;
}

/** Wires everything by hand. The one place that sees every layer. */
export const compose = (options: ComposeOptions): Services => {
	const { config, db, stripe, clock, logger, onRefundQueued } = options;
	const { onOfferClosed = () => undefined } = options;
	const site = createSiteService(db, config, clock);
	const siteUrl = () => site.siteUrl();
	const mail =
		options.mail ??
		createMailGateway({
			baseUrl: async () => config.wordpressUrl ?? (await siteUrl()),
			siteUrl,
			secrets: (refresh) => site.secrets(refresh),
			clock,
		});
	const { policy, eventRetentionDays: retentionDays } = config;
	const outside = { db, stripe, siteUrl, policy, clock, logger, onRefundQueued };
	const fulfillment = createFulfillmentService(outside);
	const deliveries = createDeliverySignals({ db, clock });
	const booking = createBookingService({ db, clock });
	const refunds = createRefundsService({ db, stripe, clock, logger });
	const reversals = createReversalsService({ ...outside, fulfillment, refunds });
	const webhooks = createWebhooksService({
		db,
		stripe,
		fulfillment,
		reversals,
		retentionDays,
		clock,
		logger,
	});
	const readiness = createReadinessService({
		db,
		stripe,
		deliveries,
		clock,
		version: config.version,
		logger,
	});
	const notifications = createNotificationsService({ db, mail, livemode: stripe.livemode, clock, logger });
	const tasks = createTasksService({ db, livemode: stripe.livemode, clock });
	const reconciliation = createReconciliationService({
		...outside,
		fulfillment,
		refunds,
		reversals,
		webhooks,
	});
	return {
		site,
		refunds,
		reversals,
		readiness,
		deliveries,
		backlog: createBacklogService(db),
		catalogue: createCatalogueService({ db, clock, livemode: stripe.livemode }),
		checkouts: createCheckoutService({ db, stripe, fulfillment, clock, logger }),
		sessions: createSessionStatusService({ db, fulfillment, logger }),
		lapsedCheckouts: createLapsedCheckoutsService({ db, stripe, fulfillment, clock, logger }),
		booking,
		notifications,
		tasks,
		attention: createAttentionService({
			...outside,
			tasks,
			webhooks,
			refunds,
			reversals,
			notifications,
			readiness,
		}),
		operations: createOperationsService({ db, reconciliation, webhooks }),
		overview: createOverviewService({ db, livemode: stripe.livemode, deliveries, clock }),
		waitingList: createWaitingListService({ db, livemode: stripe.livemode, clock }),
		webhooks,
		groupClasses: createGroupClassesService({ db, clock }),
		courses: createCoursesService({ db, livemode: stripe.livemode, onOfferClosed, clock }),
		cohorts: createCohortsService({ db, livemode: stripe.livemode, onOfferClosed, clock }),
		cohortChecks: createCohortCheckService({ db, stripe, clock, logger }),
		schedules: createScheduleService({ db, clock }),
		prices: createPricesService({ db, stripe, siteUrl, clock, logger }),
		enrollments: createEnrollmentsService({ ...outside, fulfillment, booking }),
		students: createStudentsService({ db }),
		roster: createRosterService({ db }),
		attendance: createAttendanceService({ db, clock }),
		privacy: createPrivacyService({ db, clock }),
		reconciliation,
	};
};
