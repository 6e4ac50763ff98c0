/** Markup that is safe to send: everything put into it was escaped. */
export class Html {
	constructor(readonly text: string) {}
}

/** What may stand in markup. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

function render(piece: Piece): string {
	if (piece instanceof Html) return piece.text;
	if (piece === null || piece === undefined || piece === false) return '';
	return typeof piece === 'object' ? piece.map(render).join('') : escape(String(piece));
}

/** Builds markup from a template; whatever is put in is escaped, unless it is markup made here. */
export const html = (strings: TemplateStringsArray, ...pieces: Piece[]): Html =>
	new Html(strings.reduce((text, part, index) => text + render(pieces[index - 1]) + part));

/** A whole page in this server's look. */
export function page(title: string, body: Html, layout: 'narrow' | 'wide'): string {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="robots" content="noindex" />
				<title>${title}</title>
				<link rel="icon" href="data:," />
				<link rel="stylesheet" href="/assets/style.css" />
				<script src="/assets/pay.js" defer></script>
			</head>
			<body class="${layout}">
				<p class="test-mode"><strong>Test mode</strong> Local Stripe: no real money moves here.</p>
				${body}
			</body>
		</html>`.text;
}
