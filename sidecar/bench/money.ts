import { figure, row, type Figure, type Row } from './figures';
import { bookingsOf, preparePurchases } from './purchases';
import { countRoundTrips, type RoundTrips } from './round-trips';
import { Samples } from './samples';
import type { Settings } from './settings';
import { openSide, type Side, type SideName } from './side';
import { median, ratioOverRounds } from './statistics';
import { readWizards, runBooking, runFulfillment, VARIANTS, type Variant, type Work } from './variants';

const ALL_VARIANTS = Object.values(VARIANTS);

const SHAPES = ['spread', 'hot'] as const;
const WORKS: readonly Work[] = ['fulfillment', 'booking'];
const SIDES: readonly SideName[] = ['empty', 'filled'];
type Shape = (typeof SHAPES)[number];

interface Cell {
	shape: Shape;
	concurrency: number;
	variant: Variant['name'];
	side: SideName;
}

const nameOf = (work: Work | 'wizard', { shape, concurrency, variant, side }: Cell): string =>
	`${work}.${shape}.${side}.${concurrency}.${variant}`;

/** Fulfills, reads the wizard (through the sidecar), and books: each with the same students. */
const runCell = async (
	samples: Samples,
	cell: Cell & { operations: number },
	variant: Variant,
	side: Side,
): Promise<void> => {
	const { shape, concurrency, operations } = cell;
	const purchases = await preparePurchases(side.admin, side.catalogue[shape], operations);
	samples.add(nameOf('fulfillment', cell), await runFulfillment(variant, side, purchases, concurrency));
	if (variant.name === 'sidecar') {
		const bookings = await bookingsOf(side.admin, purchases);
		samples.add(nameOf('wizard', cell), await readWizards(side, bookings, concurrency));
	}
	samples.add(nameOf('booking', cell), await runBooking(variant, side, purchases, concurrency));
};

/** Who begins changes from round to round. */
const rotated = <Item>(items: readonly Item[], round: number): Item[] => {
	const first = round % items.length;
	return [...items.slice(first), ...items.slice(0, first)];
};

const runRound = async (
	samples: Samples,
	sides: readonly Side[],
	operations: Settings['operations'],
	round: number,
): Promise<void> => {
	for (const shape of SHAPES) {
		for (const [concurrency, count] of Object.entries(operations)) {
			for (const variant of rotated(ALL_VARIANTS, round)) {
				for (const side of rotated(sides, round)) {
					const cell = { shape, concurrency: Number(concurrency), operations: count };
					await runCell(
						samples,
						{ ...cell, variant: variant.name, side: side.name },
						variant,
						side,
					);
				}
			}
		}
	}
};

/** The concurrency that the aims are about. */
const AIM_CONCURRENCY = 32;
const ENOUGH = { spread: 0.6, hot: 0.8 } as const;
const LARGEST_GROWTH = 1.1;

const cellRow = (samples: Samples, work: Work | 'wizard', cell: Cell): Row[] => {
	const id = nameOf(work, cell);
	const name = `${work}, ${cell.shape}, ${cell.side} tables, ${cell.concurrency} at once, ${cell.variant}`;
	return row(id, name, samples.of(id));
};

const ratioFigures = (samples: Samples, work: Work, shape: Shape, side: SideName): Figure[] => {
	const cell = { shape, concurrency: AIM_CONCURRENCY, side };
	const throughputs = (variant: Variant['name']) => samples.of(nameOf(work, { ...cell, variant }));
	return [
		figure(
			`${work}.${shape}.${side}.sidecar_to_lean`,
			`${work}, ${shape}, ${side} tables, ${AIM_CONCURRENCY} at once: sidecar to lean statements`,
			ratioOverRounds(throughputs('sidecar'), throughputs('lean'), 'throughput'),
			'×',
			{ atLeast: ENOUGH[shape] },
		),
		figure(
			`${work}.${shape}.${side}.sidecar_to_naive`,
			`${work}, ${shape}, ${side} tables, ${AIM_CONCURRENCY} at once: sidecar to naive statements`,
			ratioOverRounds(throughputs('sidecar'), throughputs('naive'), 'throughput'),
			'×',
		),
	];
};

/** Says more than a time does on a machine that others use too. */
const processorFigures = (samples: Samples, work: Work): Figure[] =>
	SHAPES.flatMap((shape) =>
		ALL_VARIANTS.map(({ name: variant }) => {
			const cell = { shape, concurrency: AIM_CONCURRENCY, side: 'filled', variant } as const;
			const times = samples.of(nameOf(work, cell)).flatMap(({ processorTime }) => processorTime ?? []);
			return figure(
				`${work}.${shape}.processor.${variant}`,
				`${work}, ${shape}, ${AIM_CONCURRENCY} at once: processor time of a piece of work, ${variant}`,
				median(times),
				'ms',
			);
		}),
	);

const growthFigure = (samples: Samples, work: Work | 'wizard', shape: Shape, concurrency: number): Figure => {
	const of = (side: SideName) => samples.of(nameOf(work, { shape, concurrency, side, variant: 'sidecar' }));
	return figure(
		`${work}.${shape}.${concurrency}.p95_growth`,
		`${work}, ${shape}, ${concurrency} at once: p95 with filled tables to p95 with empty ones`,
		ratioOverRounds(of('filled'), of('empty'), 'p95'),
		'×',
		concurrency === AIM_CONCURRENCY ? { atMost: LARGEST_GROWTH } : undefined,
	);
};

const ALL_WORKS = [...WORKS, 'wizard'] as const;

const rowsOf = (samples: Samples, concurrencies: readonly number[]): Row[] =>
	ALL_WORKS.flatMap((work) =>
		SHAPES.flatMap((shape) =>
			concurrencies.flatMap((concurrency) =>
				SIDES.flatMap((side) =>
					ALL_VARIANTS.flatMap(({ name: variant }) =>
						cellRow(samples, work, { shape, side, concurrency, variant }),
					),
				),
			),
		),
	);

const figuresOf = (samples: Samples, concurrencies: readonly number[]): Figure[] => [
	...WORKS.flatMap((work) =>
		SHAPES.flatMap((shape) => SIDES.flatMap((side) => ratioFigures(samples, work, shape, side))),
	),
	...WORKS.flatMap((work) => processorFigures(samples, work)),
	...ALL_WORKS.flatMap((work) =>
		SHAPES.flatMap((shape) =>
			concurrencies.map((concurrency) => growthFigure(samples, work, shape, concurrency)),
		),
	),
];

const roundTripFigures = (trips: RoundTrips): Figure[] => [
	...(['fulfillment', 'booking'] as const).flatMap((work) =>
		ALL_VARIANTS.map(({ name }) =>
			figure(
				`${work}.round_trips.${name}`,
				`${work}: statements on the wire, ${name}`,
				trips.work[work][name].length,
				'statements',
			),
		),
	),
	figure('wizard.round_trips', 'wizard: statements on the wire', trips.wizard.length, 'statements', {
		exactly: 1,
	}),
];

/** The money path and the wizard, through the sidecar and as bare statements. */
export const money = async (settings: Settings) => {
	const sides = [
		await openSide(settings, 'empty', 0),
		await openSide(settings, 'filled', settings.packages),
	];
	try {
		// Everything runs once before it counts: compiled code, warm caches, open connections.
		await runRound(new Samples(), sides, { 8: 40 }, 0);
		const samples = new Samples();
		for (let round = 0; round < settings.rounds; round += 1) {
			await runRound(samples, sides, settings.operations, round);
		}
		const memory = Math.max(...sides.map(({ sidecar }) => sidecar.residentMemory())) / 2 ** 20;
		const trips = await countRoundTrips(sides[1] as Side);
		const concurrencies = Object.keys(settings.operations).map(Number);
		return {
			rows: rowsOf(samples, concurrencies),
			figures: [
				...figuresOf(samples, concurrencies),
				...roundTripFigures(trips),
				figure('memory.loaded', 'sidecar: resident memory after the load', memory, 'MB', {
					atMost: 120,
				}),
			],
			samples,
			statements: trips,
		};
	} finally {
		await Promise.all(sides.map((side) => side.stop()));
	}
};
