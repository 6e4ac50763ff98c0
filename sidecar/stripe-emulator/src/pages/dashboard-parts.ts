import { html, type Html, type Piece } from './html';

const SHOWN = 50;

/** A table of the newest; on a narrow screen each row becomes a card, and each cell says what it is. */
export function section<T>(
	name: string,
	title: string,
	head: string[],
	rows: T[],
	cells: (row: T) => Piece[],
): Html {
	const row = (one: T): Html =>
		html`<tr role="row">
			${cells(one).map(
				(cell, index) =>
					html`<td role="cell" data-label="${head[index]}"><div class="cell">${cell}</div></td>`,
			)}
		</tr>`;
	return html`<section id="${name}" aria-labelledby="${name}-title">
		<h2 id="${name}-title">${title} <span class="count">${rows.length}</span></h2>
		${
			rows.length === 0
				? html`<p class="empty">Nothing yet.</p>`
				: html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${name}-title">
						<table role="table">
							<thead role="rowgroup">
								<tr role="row">
									${head.map((text) => html`<th role="columnheader" scope="col">${text}</th>`)}
								</tr>
							</thead>
							<tbody role="rowgroup">
								${rows.slice(0, SHOWN).map(row)}
							</tbody>
						</table>
					</div>`
		}
		${rows.length > SHOWN && html`<p class="empty">The newest ${SHOWN} of ${rows.length}.</p>`}
	</section>`;
}

/**
 * A button that tells the control API something.
 *
 * @param label tells buttons with the same text apart for screen readers
 * @param fields what it sends along
 */
export const button = (
	action: string,
	text: string,
	label: string,
	fields: Record<string, string | number> = {},
): Html =>
	html`<form method="post" action="/_control/${action}">
		${Object.entries(fields).map(
			([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
		)}
		<button type="submit" class="small" aria-label="${text} ${label}">${text}</button>
	</form>`;

export type Tone = 'good' | 'bad' | 'wait' | 'off';

export const badge = (status: string | null, tone: Tone): Html =>
	html`<span class="badge ${tone}">${(status ?? 'unknown').replaceAll('_', ' ')}</span>`;

export const id = (text: string): Html =>
	html`<code title="${text}">${text.length > 24 ? `${text.slice(0, 20)}…` : text}</code>`;

export const time = (seconds: number): Html => {
	const iso = new Date(seconds * 1000).toISOString();
	return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
};
