import type { ClassSessionRow } from './class-sessions';

/** A booking as the activity keeps it: its row is written over, and its session is deleted once nobody has it. */
export interface BookingRecord {
	stepId: number;
	classSessionId: number;
	groupClassId: number;
	/** ISO 8601 UTC. */
	startsAt: string;
	/** Since when it was booked; of one that is not any more. ISO 8601 UTC. */
	bookedAt?: string;
}

/** What a change made of the bookings of one package. */
export interface RecordedBookings {
	booked: BookingRecord[];
	/** To choose again. */
	released: BookingRecord[];
	/** Taken along to another session. */
	moved: { from: BookingRecord; to: BookingRecord }[];
}

export const bookingRecord = (
	stepId: number,
	session: Pick<ClassSessionRow, 'id' | 'group_class_id' | 'starts_at'>,
	bookedAt: Date | null = null,
): BookingRecord => ({
	stepId,
	classSessionId: session.id,
	groupClassId: session.group_class_id,
	startsAt: session.starts_at.toISOString(),
	...(bookedAt && { bookedAt: bookedAt.toISOString() }),
});

const list = <Item>(value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : []);

/** What the data of a line of the activity says of bookings. */
export const recordedBookings = (data: string | null): RecordedBookings => {
	const { booked, released, moved } = (data === null ? {} : JSON.parse(data)) as Record<string, unknown>;
	return { booked: list(booked), released: list(released), moved: list(moved) };
};

/** All bookings that are named. */
export const allRecords = ({ booked, released, moved }: RecordedBookings): BookingRecord[] => [
	...booked,
	...released,
	...moved.flatMap(({ from, to }) => [from, to]),
];
