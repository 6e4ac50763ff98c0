import { gzipSync } from 'node:zlib';

/** Addresses of the JavaScript that a page loads. */
export const scriptsOf = (html: string): Set<string> =>
	new Set(
		[...html.matchAll(/<(?:script[^>]*\ssrc|link[^>]*rel="modulepreload"[^>]*\shref)="([^"]+)"/g)].map(
			([, address]) => (address ?? '').replaceAll('&#038;', '&').replaceAll('&amp;', '&'),
		),
	);

/** What stands between a page's own script tags, but the data that is no code. */
export const inlineScriptOf = (html: string): string =>
	[
		...html.matchAll(
			/<script(?![^>]*\ssrc=)(?![^>]*type="(?:application\/(?:ld\+)?json|importmap|speculationrules)")[^>]*>([^]*?)<\/script>/g,
		),
	]
		.map(([, code]) => code ?? '')
		.join('\n');

/** @returns bytes of the files as a server with gzip sends them */
export const gzippedBytes = (files: readonly Buffer[]): number =>
	files.reduce((sum, file) => sum + gzipSync(file).length, 0);
