import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { PROJECT, type Demo } from './demo';
import type { RestClient } from './rest';

/** As much of WordPress's own translations as it needs to offer a language, and to know its direction. */
const PACKS = {
	de_DE: '',
	ar: String.raw`"text direction\4ltr" => 'rtl'`,
};

export type Locale = keyof typeof PACKS;

/** Does something while the site speaks another language. */
export const inLanguage = async (
	{ wordpressDir }: Demo,
	admin: RestClient,
	locale: Locale,
	work: () => Promise<void>,
): Promise<void> => {
	const folder = join(wordpressDir, 'wp-content', 'languages');
	const pack = join(folder, `${locale}.l10n.php`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		pack,
		`<?php return [ 'domain' => 'default', 'language' => '${locale}', 'messages' => [ ${PACKS[locale]} ] ];\n`,
	);
	try {
		const { language } = await admin.ask<{ language: string }>('POST', '/wp/v2/settings', {
			language: locale,
		});
		expect(language).toBe(locale);
		await work();
	} finally {
		await admin.ask('POST', '/wp/v2/settings', { language: '' });
		rmSync(pack);
	}
};

interface ScriptTranslations {
	locale_data: { messages: Record<string, string[]> };
}

/** English texts of the scripts with what they are called in this language; those that are called the same are left out. */
const translations = (locale: Locale): Map<string, string> => {
	const folder = join(PROJECT, 'plugin', 'languages');
	const files = readdirSync(folder).filter(
		(name) => name.startsWith(`cohort-enrollment-${locale}-`) && name.endsWith('.json'),
	);
	const entries = files.flatMap((name) => {
		const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as ScriptTranslations;
		// Jed keeps the language itself under an empty name.
		return Object.entries(file.locale_data.messages).filter(([key]) => key !== '');
	});
	return new Map(
		entries.flatMap(([key, [translation]]) => {
			const english = key.split('\u0004').pop() ?? '';
			return translation === undefined || translation === english
				? []
				: [[english, translation] as const];
		}),
	);
};

/** Texts and names of everything within an element. */
const textsIn = (element: Locator): Promise<string[]> =>
	element.evaluate((root) => {
		const found: string[] = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			if (node instanceof Element) {
				const names = ['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name));
				found.push(...names.filter((name) => name !== null));
			} else {
				found.push(node.textContent ?? '');
			}
		}
		return found.map((text) => text.trim());
	});

/**
 * Finds no text of ours, nor of what we bring along, in English.
 *
 * @param typed what somebody typed into the course: it stays as it is, even when we have the same words
 */
export const expectNoEnglish = async (
	element: Locator,
	locale: Locale,
	typed: readonly string[] = [],
): Promise<void> => {
	const german = translations(locale);
	const texts = (await textsIn(element)).filter((text) => !typed.includes(text));
	expect(
		texts.filter((text) => german.has(text)),
		'left in English',
	).toEqual([]);
	expect(
		texts.filter((text) => [...german.values()].includes(text)).length,
		'translated texts',
	).toBeGreaterThan(0);
};
