import type { EnrollmentSessionResponse } from '@cohort-enrollment/sidecar/contract';

/**
 * The cohort on the page on which the student clicked Enroll. That page's address would say that the payment page was
 * left, which is not what happened here.
 *
 * @return Null when nobody knows the page.
 */
export const coursePage = ({
	returnUrl,
	cohortId,
}: Pick<EnrollmentSessionResponse, 'returnUrl' | 'cohortId'>): URL | null => {
	if (returnUrl === null) {
		return null;
	}
	const url = new URL(returnUrl, document.baseURI);
	url.searchParams.delete('enrollment');
	url.searchParams.delete('cohort');
	url.hash = `cohort-${cohortId}`;
	return url;
};
