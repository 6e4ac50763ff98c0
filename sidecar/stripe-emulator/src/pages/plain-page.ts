import { html, page } from './html';

/** A page that only says something and leads away. */
export function plainPage(title: string, text: string, link: { href: string; text: string } | null): string {
	return page(
		title,
		html`<main class="plain">
			<h1>${title}</h1>
			<p>${text}</p>
			${link && html`<p><a class="pay" href="${link.href}">${link.text}</a></p>`}
		</main>`,
		'narrow',
	);
}
