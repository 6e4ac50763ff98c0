import type { Cohort } from '@cohort-enrollment/sidecar/contract';
import type { CardState, ViewSettings } from './settings';

/** Errors after which the cohort cannot be bought; the card then says so in the place of its button. */
const STATE_AFTER: Partial<Record<string, CardState>> = {
	course_not_found: 'inactive',
	cohort_not_found: 'inactive',
	cohort_inactive: 'inactive',
	cohort_full: 'full',
	cohort_not_full: 'open',
	deadline_passed: 'deadline_passed',
	already_enrolled: 'enrolled_elsewhere',
	no_price: 'no_price',
	price_unavailable: 'no_price',
};

/** Whether an error says something new about the cohort, rather than that something is broken. */
export const isNews = (code: string): boolean => Object.hasOwn(STATE_AFTER, code);

/** Classes of the waiting list's button, as render.php prints them. */
const WAITING = 'waiting wp-element-button';

/** Errors that the student's own courses explain. */
const LEADS_TO_DASHBOARD = ['already_enrolled', 'checkout_in_progress'];

/** One cohort's `<li>`, as render.php printed it. */
export interface Card {
	id: string;
	element: HTMLElement;
	/** The enroll button, or a visitor's link to the login page. */
	trigger(): HTMLElement | null;
	/** The same for the waiting list. */
	waitingTrigger(): HTMLElement | null;
	/** Whether the student waits, as far as the card knows. */
	isWaiting(): boolean;
	/** @param text What is being done. */
	busy(text: string): void;
	/** Back to a button that can be pressed. */
	idle(): void;
	say(text: string): void;
	/** @param text Instead of the words for the code. */
	refuse(code: string, text?: string): void;
	/** The student is on the waiting list now, or is not any more. */
	waits(isWaiting: boolean): void;
	/** Takes over fresh numbers. */
	update(cohort: Cohort): void;
	focus(): void;
}

const part = (element: HTMLElement, name: string): HTMLElement =>
	element.querySelector<HTMLElement>(`.cohort-enrollment-cohort__${name}`) as HTMLElement;

const create = (tag: string, name: string, text: string): HTMLElement => {
	const node = document.createElement(tag);
	node.className = `cohort-enrollment-cohort__${name}`;
	node.textContent = text;
	return node;
};

/** @param element The `<li>`. */
export const createCard = (element: HTMLElement, { words, dashboardUrl }: ViewSettings): Card => {
	const trigger = () => element.querySelector<HTMLElement>('.cohort-enrollment-cohort__enroll');
	const waitingTrigger = () => element.querySelector<HTMLElement>('.cohort-enrollment-cohort__waiting');
	const action = part(element, 'action');
	const labels = new WeakMap<Element, string>();

	const dashboardLink = () => {
		const link = create('a', 'dashboard', words.dashboard);
		link.setAttribute('href', dashboardUrl);
		return link;
	};

	const createButton = (name: string, text = '') => {
		const button = create('button', name, text);
		button.setAttribute('type', 'button');
		return button;
	};

	/** What stands in the place of the button, or the button. */
	const controls = (state: CardState): HTMLElement[] => {
		if (state === 'open') {
			return [createButton('enroll wp-element-button', element.dataset.label)];
		}
		const text = create('p', 'state', words.states[state] ?? '');
		if (state !== 'full') {
			return [text];
		}
		const note = create('p', 'waiting-note', '');
		note.setAttribute('role', 'status');
		return [text, note, createButton(WAITING, element.dataset.join)];
	};

	/** A visitor's link, on a cached page, becomes the student's button. */
	const asButton = (control: HTMLElement): HTMLElement => {
		if (control.tagName === 'BUTTON') {
			return control;
		}
		const button = createButton(WAITING);
		const hadFocus = control === element.ownerDocument.activeElement;
		control.replaceWith(button);
		if (hadFocus) {
			button.focus();
		}
		return button;
	};

	const showWaiting = (isWaiting: boolean) => {
		const control = waitingTrigger();
		if (control) {
			const button = asButton(control);
			button.dataset.waiting = String(isWaiting);
			button.textContent = (isWaiting ? element.dataset.leave : element.dataset.join) ?? '';
			part(element, 'waiting-note').textContent = isWaiting ? words.waiting.note : '';
		}
	};

	const focus = () => {
		element.scrollIntoView({ block: 'center' });
		element.focus({ preventScroll: true });
	};

	const show = (state: CardState) => {
		if (state === element.dataset.state) {
			return;
		}
		element.dataset.state = state;
		const hadFocus = action.contains(element.ownerDocument.activeElement);
		action.replaceChildren(...controls(state));
		if (state !== 'open') {
			part(element, 'seats').textContent = '';
		}
		if (hadFocus) {
			// The button that had the focus is gone; without this a keyboard would start again at the top.
			element.focus({ preventScroll: true });
		}
	};

	const idle = () => {
		const button = trigger() ?? waitingTrigger();
		element.removeAttribute('aria-busy');
		part(element, 'progress').textContent = '';
		if (button && labels.has(button)) {
			button.textContent = labels.get(button) ?? '';
			button.removeAttribute('aria-disabled');
		}
	};

	return {
		id: element.dataset.cohortId ?? '',
		element,
		trigger,
		waitingTrigger,
		isWaiting: () => waitingTrigger()?.dataset.waiting === 'true',
		idle,
		focus,
		busy(text) {
			const button = trigger() ?? waitingTrigger();
			part(element, 'refusal').replaceChildren();
			element.setAttribute('aria-busy', 'true');
			part(element, 'progress').textContent = text;
			if (button) {
				labels.set(button, labels.get(button) ?? button.textContent);
				button.textContent = words.busy;
				// Not `disabled`: that would take the focus away.
				button.setAttribute('aria-disabled', 'true');
			}
		},
		say(text) {
			part(element, 'progress').textContent = text;
		},
		refuse(code, text = words.errors[code] ?? words.errors.unknown ?? '') {
			idle();
			const state = STATE_AFTER[code];
			if (state) {
				show(state);
			}
			const refusal = part(element, 'refusal');
			refusal.textContent = text;
			if (dashboardUrl && LEADS_TO_DASHBOARD.includes(code)) {
				refusal.append(' ', dashboardLink());
			}
		},
		waits(isWaiting) {
			idle();
			showWaiting(isWaiting);
			part(element, 'progress').textContent = isWaiting ? '' : words.waiting.left;
		},
		update({ availability, seatsLeft, onWaitingList }) {
			const state = element.dataset.state ?? '';
			if (state.startsWith('enrolled')) {
				return;
			}
			// A button that was pressed stays until its own answer is there.
			if (element.getAttribute('aria-busy') !== 'true') {
				show(availability);
				showWaiting(onWaitingList);
			}
			const open = availability === 'open' && seatsLeft !== null;
			part(element, 'seats').textContent = (open && words.seats[seatsLeft]) || '';
		},
	};
};
