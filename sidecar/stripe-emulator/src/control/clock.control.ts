import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { unixSeconds, type TravelClock } from '../clock';
import { done, readBody } from './form';

/** Numbers may come as text: the dashboard sends forms. */
const seconds = z.coerce.number().int();

const clockBody = z
	.strictObject({
		/** Backwards when negative. */
		advanceSeconds: seconds.min(-315_360_000).max(315_360_000).optional(),
		/** Unix seconds. */
		set: seconds.min(0).max(4_102_444_800).optional(),
		skewSeconds: seconds.min(-315_360_000).max(315_360_000).optional(),
	})
	.refine((body) => Object.keys(body).length > 0, 'Name advanceSeconds, set or skewSeconds.')
	.refine(
		(body) => body.set === undefined || body.advanceSeconds === undefined,
		'Name only one of advanceSeconds and set.',
	);

/** Moves the clock that everything here follows. */
export function addClockControl(router: Router, clock: TravelClock): void {
	const reading = (): object => {
		const now = unixSeconds(clock.now);
		return { now, shown: unixSeconds(clock.shown) };
	};

	router
		.route('/clock')
		.get((_request, response) => {
			response.json(reading());
		})
		.post((request, response) => {
			const { advanceSeconds, set, skewSeconds } = readBody(clockBody, request.body);
			if (skewSeconds !== undefined) clock.skew(skewSeconds * 1000);
			if (set !== undefined) clock.set(set * 1000);
			if (advanceSeconds !== undefined) clock.advance(advanceSeconds * 1000);
			done(request, response, 'clock', reading());
		});
	const reset = (request: Request, response: Response): void => {
		clock.set(null);
		done(request, response, 'clock', reading());
	};
	router.delete('/clock', reset);
	// A form cannot send DELETE.
	router.post('/clock/reset', reset);
}
