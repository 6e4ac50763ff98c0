import express, { type Router } from 'express';
import { faultSchema, type Faults } from '../api/faults';
import type { TravelClock } from '../clock';
import type { Context } from '../context';
import type { Deliveries } from '../webhooks/deliveries';
import { disturbanceSchema, type Disturbances } from '../webhooks/disturbances';
import { addClockControl } from './clock.control';
import { addCraftedControl } from './crafted.control';
import { addDeliveryControl } from './deliveries.control';
import { answerRefusal } from './form';
import { addPaymentControl } from './payments.control';
import { addRuleControl } from './rules.control';
import { addSessionControl } from './sessions.control';

/** Room for a crafted webhook that is too large for the shop. */
const BODY_LIMIT = '4mb';

interface Parts {
	context: Context;
	clock: TravelClock;
	deliveries: Deliveries;
	disturbances: Disturbances;
	faults: Faults;
}

/**
 * What tests and the dashboard do from outside of the API; README.md lists it. Takes JSON or a form and answers
 * `{ ok: true, … }` or, to a browser's form, by going back to the dashboard.
 */
export function createControlRoutes({ context, clock, deliveries, disturbances, faults }: Parts): Router {
	const router = express.Router();
	router.use(express.json({ limit: BODY_LIMIT }), express.urlencoded({ extended: false, limit: '10kb' }));
	addSessionControl(router, context);
	addPaymentControl(router, context);
	addDeliveryControl(router, context, deliveries);
	addCraftedControl(router, context, clock);
	addClockControl(router, clock);
	addRuleControl(router, 'faults', faultSchema, faults);
	addRuleControl(router, 'disturbances', disturbanceSchema, disturbances);
	router.use(answerRefusal);
	return router;
}
