import type { CohortAvailability } from '@cohort-enrollment/sidecar/contract';

/** States of a card beyond what the sidecar calls availability. */
export type CardState = CohortAvailability | 'enrolled' | 'enrolled_elsewhere';

/** What render.php hands over in `data-settings`; the words are translated there. */
export interface ViewSettings {
	courseCode: string;
	/** REST address of the course's cohorts; `/{id}/enroll` or `/{id}/waiting-list` is appended. */
	enrollUrl: string;
	nonceUrl: string;
	loginUrl: string;
	/** Empty when the site has no such page. */
	dashboardUrl: string;
	words: {
		/** What stands in the place of the button. */
		states: Partial<Record<CardState, string>>;
		/** By error code; `unknown` for any other. */
		errors: Record<string, string>;
		/** By number, for as few seats as are worth telling. */
		seats: Record<string, string>;
		busy: string;
		preparing: string;
		opening: string;
		cancelled: string;
		dashboard: string;
		/** Of a full cohort; `note` is for whoever waits. */
		waiting: { note: string; left: string; failed: string };
	};
}
