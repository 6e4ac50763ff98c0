import { announceFrom } from '../../shared/events';
import { cancelPath, cohortPath, isWebAddress, loginAddress, takeCancelledCohort } from './addresses';
import { createCard, isNews, type Card } from './card';
import { enroll, fetchCohorts, freshNonce, joinWaitingList, leaveWaitingList, Refusal } from './client';
import type { ViewSettings } from './settings';

/** What the list does to the browser, so that tests can watch it. */
export interface Browser {
	/** Address of the page. */
	here(): string;
	goTo(address: string): void;
	replaceAddress(address: string): void;
}

/**
 * Takes over the buttons of one block.
 *
 * @param root The block's element; its `data-settings` come from render.php.
 */
export const startList = (root: HTMLElement, browser: Browser): void => {
	const settings = JSON.parse(root.dataset.settings ?? '') as ViewSettings;
	const { courseCode } = settings;
	const announce = announceFrom(root);
	const cards = Array.from(root.querySelectorAll<HTMLElement>('[data-cohort-id]'), (element) =>
		createCard(element, settings),
	);
	let busy = false;
	let latestRefresh = 0;

	/** Seats on the page are as old as the page; a failure here is no news for the student. */
	const refresh = async (nonce: string): Promise<void> => {
		const turn = ++latestRefresh;
		const { cohorts } = await fetchCohorts(settings.enrollUrl, nonce);
		for (const cohort of turn === latestRefresh ? cohorts : []) {
			cards.find((card) => card.id === String(cohort.id))?.update(cohort);
		}
	};
	const refreshQuietly = (nonce: string) => void refresh(nonce).catch(() => {});

	/** The card stays busy: the browser is on its way. */
	const leave = (card: Card, url: string, to: 'payment' | 'success' | 'login'): void => {
		if (announce('cohort-enrollment/redirect', { courseCode, cohortId: Number(card.id), url, to })) {
			browser.goTo(url);
		}
	};

	/** @param otherwise Said of what is no news of the cohort. */
	const refused = (card: Card, code: string, otherwise?: string): void => {
		if (code === 'login_required') {
			leave(card, loginAddress(settings.loginUrl, browser.here(), card.element.id), 'login');
			return;
		}
		busy = false;
		announce('cohort-enrollment/error', { code, cohortId: Number(card.id) });
		card.refuse(code, isNews(code) ? undefined : otherwise);
	};

	/** Does one thing for the student at a time, with a nonce of now. */
	const press = async (
		card: Card,
		{ text, otherwise }: { text: string; otherwise?: string },
		work: (nonce: string) => Promise<void>,
	): Promise<void> => {
		if (busy) {
			return;
		}
		busy = true;
		card.busy(text);
		let nonce = '';
		try {
			nonce = await freshNonce(settings.nonceUrl);
			await work(nonce);
		} catch (error) {
			const code = error instanceof Refusal ? error.code : 'unknown';
			refused(card, code, otherwise);
			if (isNews(code)) {
				refreshQuietly(nonce);
			}
		}
	};

	const pressEnroll = async (card: Card): Promise<void> => {
		if (busy || !announce('cohort-enrollment/enroll', { courseCode, cohortId: Number(card.id) })) {
			return;
		}
		await press(card, { text: settings.words.preparing }, async (nonce) => {
			refreshQuietly(nonce);
			const path = cancelPath(browser.here(), card.id);
			const { url, sessionId } = await enroll(settings.enrollUrl, card.id, nonce, path);
			if (!isWebAddress(url)) {
				throw new Refusal('unknown');
			}
			card.say(settings.words.opening);
			leave(card, url, sessionId === null ? 'success' : 'payment');
		});
	};

	const pressWaiting = (card: Card) =>
		press(card, { text: '', otherwise: settings.words.waiting.failed }, async (nonce) => {
			const path = cohortPath(browser.here(), card.element.id);
			const { onWaitingList } = card.isWaiting()
				? await leaveWaitingList(settings.enrollUrl, card.id, nonce)
				: await joinWaitingList(settings.enrollUrl, card.id, nonce, path);
			busy = false;
			card.waits(onWaitingList);
			announce('cohort-enrollment/waiting-list', {
				courseCode,
				cohortId: Number(card.id),
				isWaiting: onWaitingList,
			});
		});

	root.addEventListener('click', (event) => {
		const target = event.target as Element;
		const opensNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
		const card = cards.find(({ element }) => element.contains(target));
		const work = card?.trigger()?.contains(target)
			? pressEnroll
			: card?.waitingTrigger()?.contains(target) && pressWaiting;
		if (card && work && !opensNewTab) {
			event.preventDefault();
			void work(card);
		}
	});

	// Back from Stripe the page may be the one that was left, frozen with its button pressed.
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) {
			busy = false;
			cards.forEach((card) => card.idle());
		}
	});

	const cancelled = takeCancelledCohort(browser.here());
	const returned = cards.find(
		(card) => card.id === cancelled?.cohortId || new URL(browser.here()).hash === `#${card.element.id}`,
	);
	returned?.focus();
	if (cancelled) {
		returned?.say(settings.words.cancelled);
		browser.replaceAddress(cancelled.page);
	}
};
