import type Stripe from 'stripe';
import { table, type Connection } from '../../../../sidecar/src/db/database';
import type { BuiltCohort, BuiltCourse } from '../../../../sidecar/test/builders';
import {
	createCohort,
	createCourse,
	POTTERY,
	sellAt,
	type CohortOverrides,
	type CourseSteps,
	type SoldAt,
} from './course';
import type { RestClient } from './rest';

/** A course on sale: its page, its price and a cohort of it. */
export interface Offer {
	course: BuiltCourse;
	cohort: BuiltCohort;
	soldAt: SoldAt;
	/** Address of the page that lists its cohorts. */
	pageUrl: string;
	/** One more cohort of the same course. */
	addCohort(overrides: CohortOverrides): Promise<BuiltCohort>;
}

export interface OfferPlan {
	title?: string;
	steps?: CourseSteps;
	cohort?: CohortOverrides;
	/** Minor unit; 0 = free. */
	amount?: number;
}

/** Makes what one test sells, and puts it away again. */
export interface School {
	offer(plan?: OfferPlan): Promise<Offer>;
	/** Publishes a page with this block markup and returns its address. */
	publish(title: string, content: string): Promise<string>;
	/** Everything that this test sold. */
	offers: Offer[];
	/** Notes a page that was made otherwise. */
	alsoPutAway(pageId: number): void;
	putAway(): Promise<void>;
}

export const openSchool = (db: Connection, stripe: Stripe, admin: RestClient): School => {
	const offers: Offer[] = [];
	const pages: number[] = [];

	const publish: School['publish'] = async (title, content) => {
		const page = await admin.ask<{ id: number; link: string }>('POST', '/wp/v2/pages', {
			title,
			content,
			status: 'publish',
		});
		pages.push(page.id);
		return page.link;
	};

	return {
		offers,
		publish,
		async offer({ title = 'Pottery from scratch', steps = POTTERY, cohort = {}, amount = 24_500 } = {}) {
			const course = await createCourse(db, title, steps);
			let position = 0;
			const addCohort = (overrides: CohortOverrides) =>
				createCohort(db, course, steps, position++, overrides);
			const content = [
				'<!-- wp:heading {"align":"wide"} --><h2 class="wp-block-heading alignwide">Choose your cohort</h2><!-- /wp:heading -->',
				`<!-- wp:cohort-enrollment/course-cohorts {"courseCode":"${course.code}","align":"wide"} /-->`,
			].join('\n\n');
			const offer: Offer = {
				course,
				cohort: await addCohort({ name: 'Autumn cohort', ...cohort }),
				soldAt: await sellAt(db, stripe, course, { amount, currency: 'eur' }),
				pageUrl: await publish(title, content),
				addCohort,
			};
			offers.push(offer);
			return offer;
		},
		alsoPutAway: (pageId) => void pages.push(pageId),
		async putAway() {
			for (const id of pages) {
				await admin.send('DELETE', `/wp/v2/pages/${id}?force=true`);
			}
			const courses = offers.map(({ course }) => course.id);
			await table<{ id: number; is_active: boolean }>(db, 'course_programs')
				.whereIn('id', courses)
				.update({ is_active: false });
		},
	};
};
