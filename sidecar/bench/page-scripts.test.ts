import { gzipSync } from 'node:zlib';
import { gzippedBytes, inlineScriptOf, scriptsOf } from './page-scripts';

const PAGE = `<head><link rel="modulepreload" href="/m.js"><link rel="stylesheet" href="/s.css">
<script type="importmap">{"imports":{}}</script></head>
<script src="/a.js?ver=1&#038;x=2" id="a"></script><script type="module" src="/b.js"></script>
<script type="application/json">{"data":1}</script><script>inline( 1 );</script><script id="x">second();</script>`;

test('scripts, modules and what is fetched ahead count, styles do not', () => {
	expect([...scriptsOf(PAGE)]).toEqual(['/m.js', '/a.js?ver=1&x=2', '/b.js']);
});

test('code within the page counts, data does not', () => {
	expect(inlineScriptOf(PAGE)).toBe('inline( 1 );\nsecond();');
});

test('every file is compressed by itself', () => {
	const file = Buffer.from('x'.repeat(1000));
	expect(gzippedBytes([file, file])).toBe(2 * gzipSync(file).length);
	expect(gzippedBytes([])).toBe(0);
});
