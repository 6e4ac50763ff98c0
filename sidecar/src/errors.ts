import {
	ERROR_STATUS,
	FIELD_RULES,
	type ErrorBody,
	type ErrorCode,
	type FieldIssue,
	type FieldRule,
} from '../contract';

/** A refusal that the caller may see: a stable code, an English sentence, and data that belongs to the code. */
export class AppError extends Error {
	readonly code: ErrorCode;
	readonly data: Readonly<Record<string, unknown>>;

	constructor(code: ErrorCode, message: string, data: Record<string, unknown> = {}) {
		super(message);
		this.name = 'AppError';
		this.code = code;
		this.data = data;
	}

	get status(): number {
		return ERROR_STATUS[this.code];
	}

	/** The answer in WordPress's shape. */
	toBody(): ErrorBody {
		return { code: this.code, message: this.message, data: { ...this.data, status: this.status } };
	}
}

/**
 * The refusal of one field, `invalid_request`.
 *
 * @param path    Such as `sessions.2.date`.
 * @param message What is wrong with the request, an English sentence.
 */
export const fieldError = (path: string, code: FieldRule, message: string): AppError => {
	const issues: FieldIssue[] = [{ path, code, message: FIELD_RULES[code] }];
	return new AppError('invalid_request', message, { issues });
};
