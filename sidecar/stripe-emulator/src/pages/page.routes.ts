import express, { type Router } from 'express';
import type { TravelClock } from '../clock';
import type { Context } from '../context';
import type { Deliveries } from '../webhooks/deliveries';
import { dashboardPage } from './dashboard-page';
import { PAY_SCRIPT } from './pay-script';
import { createPayRoutes } from './pay.routes';
import baseStyle from './base.css';
import dashboardStyle from './dashboard.css';
import payStyle from './pay.css';

/** Everything that a person looks at. */
export function createPageRoutes(context: Context, deliveries: Deliveries, clock: TravelClock): Router {
	const router = express.Router();
	router.use(['/pay', '/assets'], secure);
	router.get('/', secure, (_request, response) => {
		response.send(dashboardPage(context, deliveries, clock));
	});
	router.get('/assets/style.css', (_request, response) => {
		response.type('css').send(baseStyle + payStyle + dashboardStyle);
	});
	router.get('/assets/pay.js', (_request, response) => {
		response.type('js').send(PAY_SCRIPT);
	});
	router.get('/favicon.ico', (_request, response) => {
		response.sendStatus(204);
	});
	router.use(createPayRoutes(context, deliveries));
	return router;
}

/** Pages show what was true when they were asked for: nothing of them is kept, not even for the back button. */
const secure: express.RequestHandler = (_request, response, next) => {
	response.set({
		'Cache-Control': 'no-store',
		'Content-Security-Policy':
			"default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
		'Referrer-Policy': 'no-referrer',
		'X-Content-Type-Options': 'nosniff',
	});
	next();
};
