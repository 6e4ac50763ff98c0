import { AppError } from '../../errors';

/** Somebody else changed the row since the caller read it. `current` is what the route answers with for it now. */
export const versionConflict = (current: unknown): AppError =>
	new AppError('version_conflict', 'Somebody else has changed this since.', { current });

/** Others refer to the row. `by`: who, in numbers. `what`: the part of it that they refer to, when it is only a part. */
export const inUse = (by: Record<string, number>, what: Record<string, number> = {}): AppError =>
	new AppError('in_use', 'It is still in use.', { by, ...what });
