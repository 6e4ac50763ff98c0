import { render, screen } from '@testing-library/react';
import { Wizard } from '../src/session-wizard/wizard';
import type { Target } from '../src/session-wizard/target';
import type { PageSettings } from '../src/shared/settings';
import { buildSettings } from './builders';

/** The two ways to the wizard, and what it asks of REST on each. */
export const SESSION: Target = { kind: 'session', sessionId: 'cs_test_1' };
export const PACKAGE: Target = { kind: 'package', packageId: 12 };
export const ENROLLMENT = '/enrollment/session/cs_test_1';
export const STEPS = '/students/me/course-packages/12/unbooked-steps';
export const BOOK = '/students/me/course-packages/12/book-sessions';

/** Renders the wizard as its page does; `goTo` records where it sends the student, `announce` what it tells. */
export const showWizard = (target: Target | null, settings: Partial<PageSettings> = {}) => {
	const goTo = jest.fn();
	const announce = jest.fn(() => true);
	const view = render(
		<Wizard target={target} settings={buildSettings(settings)} announce={announce} goTo={goTo} />,
	);
	return { goTo, announce, ...view };
};

export const heading = (name: string) => screen.findByRole('heading', { name });
