import type { NotificationRequest, NotificationResponse } from '../contract';
import { MailFailure, type MailGateway } from '../src/wordpress/mail-gateway';

/** The plugin's side of mails, in memory: one mail for each reference, whatever happens to the answers. */
export class FakeMail implements MailGateway {
	/** What was sent, oldest first. */
	readonly sent: NotificationRequest[] = [];
	/** Codes with which the next calls fail; `lost`: it is sent, but the answer does not come back. */
	readonly failures: string[] = [];
	readonly #gone = new Set<number>();
	calls = 0;

	/** From now on there is no such WordPress user. */
	forget(studentId: number): void {
		this.#gone.add(studentId);
	}

	async send(request: NotificationRequest): Promise<NotificationResponse['outcome']> {
		this.calls += 1;
		await new Promise(setImmediate);
		const failure = this.failures.shift();
		if (failure !== undefined && failure !== 'lost') {
			throw new MailFailure(failure, `WordPress answered (${failure}).`);
		}
		if (request.studentId !== null && this.#gone.has(request.studentId)) {
			return 'no_recipient';
		}
		if (this.sent.some(({ reference }) => reference === request.reference)) {
			return 'already_sent';
		}
		this.sent.push(request);
		if (failure === 'lost') {
			throw new MailFailure('unreachable', 'WordPress gave no answer.');
		}
		return 'sent';
	}
}
