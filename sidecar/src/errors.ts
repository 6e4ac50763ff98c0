import { ERROR_STATUS, type ErrorBody, type ErrorCode } from '../contract';

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
