/** What the blocks tell the page, by event. readme.txt tells site developers the same. */
export interface BlockEvents {
	/** Somebody pressed Enroll. Cancelable: then nothing happens. */
	'cohort-enrollment/enroll': { courseCode: string; cohortId: number };
	/**
	 * The browser is about to leave for the payment page, for the success page of a free course, or for the login page.
	 * Cancelable: then whoever cancelled leads to `url`.
	 */
	'cohort-enrollment/redirect': {
		courseCode: string;
		cohortId: number;
		url: string;
		to: 'payment' | 'success' | 'login';
	};
	/** A student joined or left a waiting list. */
	'cohort-enrollment/waiting-list': { courseCode: string; cohortId: number; isWaiting: boolean };
	/** The session wizard shows another screen. `packageId` is null while there is no enrollment. */
	'cohort-enrollment/wizard-screen': { screen: string; packageId: number | null };
	/** Sessions were booked. `remaining` steps are still without one. */
	'cohort-enrollment/booked': { packageId: number; booked: number; remaining: number };
	/** The student dashboard shows its courses. */
	'cohort-enrollment/dashboard-loaded': {
		packages: { packageId: number; courseCode: string; status: string }[];
	};
	/** Something was refused or failed. `code` is the REST interface's, or `network`, `timeout`, `unknown`. */
	'cohort-enrollment/error': { code: string; cohortId?: number };
}

/** Tells the page of one block. Returns false when somebody cancelled what was about to happen. */
export type Announce = <Name extends keyof BlockEvents>(name: Name, detail: BlockEvents[Name]) => boolean;

const CANCELABLE: readonly string[] = ['cohort-enrollment/enroll', 'cohort-enrollment/redirect'];

/** @param element The block's element; its events bubble. */
export const announceFrom =
	(element: HTMLElement): Announce =>
	(name, detail) =>
		element.dispatchEvent(
			new CustomEvent(name, { detail, bubbles: true, cancelable: CANCELABLE.includes(name) }),
		);
