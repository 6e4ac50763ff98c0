import { useId } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { dateText, shortDateText } from '../shared/times';
import { ticksFor, type Bucket } from './scale';

/** One row of bars: a name, and how its value is read from a bucket. */
export interface Series<Value> {
	name: string;
	value: (value: Value) => number;
	/** Told apart by fill, not by colour alone. */
	pattern: 'solid' | 'striped';
}

interface BarChartProps<Value> {
	/** What the chart says in a sentence; screen readers read it in place of the drawing. */
	summary: string;
	buckets: readonly Bucket<Value>[];
	series: readonly Series<Value>[];
	/** A value in words. */
	format: (value: number) => string;
	/** A value on the axis, shorter. */
	tick?: (value: number) => string;
}

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 68;
/** Half of the last date. */
const RIGHT = 32;
const BOTTOM = 36;
const TOP = 14;
const PLOT_WIDTH = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = HEIGHT - BOTTOM - TOP;
/** More would run into each other. */
const MOST_LABELS = 5;
const GAP = 0.3;

/** A day, or the days that a bar stands for. */
export const spanText = ({ from, to }: Pick<Bucket<unknown>, 'from' | 'to'>): string =>
	from === to ? dateText(from) : `${dateText(from)} – ${dateText(to)}`;

const Legend = <Value,>({ series, pattern }: { series: readonly Series<Value>[]; pattern: string }) => (
	<ul className="ce-admin__legend">
		{series.map(({ name, pattern: fill }) => (
			<li key={name}>
				<svg width="14" height="14" aria-hidden="true" focusable="false">
					<rect
						width="14"
						height="14"
						className={`ce-admin__bar is-${fill}`}
						fill={fill === 'striped' ? `url(#${pattern})` : undefined}
					/>
				</svg>
				{name}
			</li>
		))}
	</ul>
);

const DataTable = <Value,>({ buckets, series, format }: BarChartProps<Value>) => (
	<details className="ce-admin__chart-data">
		<summary>{__('Show the numbers', 'cohort-enrollment')}</summary>
		<div
			className="ce-admin__scroll"
			role="region"
			tabIndex={0}
			aria-label={__('Numbers', 'cohort-enrollment')}
		>
			<table className="ce-admin__numbers">
				<thead>
					<tr>
						<th scope="col">{__('Days', 'cohort-enrollment')}</th>
						{series.map(({ name }) => (
							<th key={name} scope="col">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{[...buckets].reverse().map((bucket) => (
						<tr key={bucket.from}>
							<th scope="row">{spanText(bucket)}</th>
							{series.map(({ name, value }) => (
								<td key={name}>{format(value(bucket.value))}</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	</details>
);

/** Bars over time with their numbers in a table below: readable without colour, and without seeing it. */
export const BarChart = <Value,>(props: BarChartProps<Value>) => {
	const { summary, buckets, series, format, tick = format } = props;
	const pattern = useId();
	const ticks = ticksFor(
		Math.max(0, ...buckets.flatMap(({ value }) => series.map((row) => row.value(value)))),
	);
	const top = ticks.at(-1) ?? 1;
	const y = (value: number): number => TOP + PLOT_HEIGHT * (1 - value / top);
	const slot = PLOT_WIDTH / Math.max(1, buckets.length);
	const bar = (slot * (1 - GAP)) / series.length;
	const every = Math.ceil(buckets.length / MOST_LABELS);
	return (
		<figure className="ce-admin__chart">
			<Legend series={series} pattern={pattern} />
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary} direction="ltr">
				<defs>
					<pattern
						id={pattern}
						width="6"
						height="6"
						patternUnits="userSpaceOnUse"
						patternTransform="rotate(45)"
					>
						<rect width="6" height="6" fill="#fff" />
						<rect width="3" height="6" fill="#996800" />
					</pattern>
				</defs>
				{ticks.map((value) => (
					<g key={value}>
						<line
							x1={LEFT}
							x2={WIDTH - RIGHT}
							y1={y(value)}
							y2={y(value)}
							className="ce-admin__grid"
						/>
						<text x={LEFT - 8} y={y(value)} className="ce-admin__tick is-value">
							{tick(value)}
						</text>
					</g>
				))}
				{buckets.map((bucket, index) => (
					<g key={bucket.from}>
						{series.map((row, position) => {
							const value = row.value(bucket.value);
							return (
								<rect
									key={row.name}
									className={`ce-admin__bar is-${row.pattern}`}
									fill={row.pattern === 'striped' ? `url(#${pattern})` : undefined}
									x={LEFT + index * slot + (slot * GAP) / 2 + position * bar}
									y={y(value)}
									width={Math.max(1, bar - 1)}
									height={TOP + PLOT_HEIGHT - y(value)}
								>
									<title>{`${spanText(bucket)}: ${row.name} ${format(value)}`}</title>
								</rect>
							);
						})}
						{(buckets.length - 1 - index) % every === 0 && (
							<text
								x={LEFT + (index + 0.5) * slot}
								y={HEIGHT - 8}
								className="ce-admin__tick is-date"
							>
								{shortDateText(bucket.from)}
							</text>
						)}
					</g>
				))}
			</svg>
			<DataTable {...props} />
		</figure>
	);
};
