/**
 * As the sidecar's bench prints it.
 *
 * @typedef {{ atLeast: number } | { atMost: number } | { exactly: number }} Aim
 * @typedef {{ id: string, name: string, value: number, unit: string, aim?: Aim, met?: boolean }} Figure
 * @typedef {{ id: string, name: string, throughput: number, p50: number, p95: number }} Row times in milliseconds
 */

/** @param {number} value */
function shortened(value) {
	if (Number.isInteger(value)) return String(value);
	return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** @param {Aim} aim */
function aimWords(aim) {
	if ('atLeast' in aim) return `≥ ${aim.atLeast}`;
	return 'atMost' in aim ? `≤ ${aim.atMost}` : `= ${aim.exactly}`;
}

/**
 * One line for each kind of work that was measured, under a line that says what the columns are.
 *
 * @param {readonly Row[]} rows
 * @returns {string[]}
 */
export function rowLines(rows) {
	if (rows.length === 0) return [];
	const nameWidth = Math.max(...rows.map(({ name }) => name.length));
	/** @param {readonly string[]} cells */
	const columns = (cells) => cells.map((cell) => cell.padStart(9)).join('');
	return [
		`${''.padEnd(nameWidth)}${columns(['per s', 'p50 ms', 'p95 ms'])}`,
		...rows.map(
			({ name, throughput, p50, p95 }) =>
				`${name.padEnd(nameWidth)}${columns([throughput, p50, p95].map(shortened))}`,
		),
	];
}

/**
 * One line for each figure, with its aim beside it and whether it was met.
 *
 * @param {readonly Figure[]} figures
 * @returns {string[]}
 */
export function figureLines(figures) {
	const values = figures.map(({ value, unit }) => `${shortened(value)} ${unit}`);
	const nameWidth = Math.max(...figures.map(({ name }) => name.length));
	const valueWidth = Math.max(...values.map((value) => value.length));
	return figures.map(({ name, aim, met }, index) => {
		const line = `${name.padEnd(nameWidth)}  ${(values[index] ?? '').padStart(valueWidth)}`;
		return aim ? `${line}  ${met ? '✓' : '✗'} ${aimWords(aim)}` : line;
	});
}

/**
 * @param {readonly Figure[]} figures
 * @returns {string} how many aims were met
 */
export function verdict(figures) {
	const judged = figures.filter(({ aim }) => aim);
	const met = judged.filter((figure) => figure.met);
	return `${met.length} of ${judged.length} aims met`;
}
