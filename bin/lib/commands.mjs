import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { Failure, Interrupted } from './failure.mjs';
import { isInterrupted, onInterruption, stopIfInterrupted } from './interruption.mjs';

/** @typedef {{ uid: number, gid: number }} Identity */

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {string} [log] file that all output is appended to
 * @property {boolean} [secret] standard output holds secrets: it stays out of the log
 * @property {string} [input] given on standard input
 * @property {Identity | undefined} [as] account to run as; only root can choose
 * @property {number} [timeout] milliseconds
 * @property {string} [next] what to do when it fails
 * @property {boolean} [mayFail] resolve also when the exit code is not 0
 */

/** @typedef {{ code: number, stdout: string, stderr: string }} CommandResult */

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function endGroup(child, signal) {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It ended by itself a moment ago.
	}
}

/**
 * Runs a command to its end, without a shell.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 * @throws {Failure} when it cannot be started, exits with another code than 0, or takes too long
 */
export async function run(command, parameters, options = {}) {
	stopIfInterrupted();
	const shown = [command, ...parameters].join(' ').slice(0, 300);
	const log = options.log ? openSync(options.log, 'a') : undefined;
	if (log !== undefined) writeSync(log, `$ ${shown}\n`);
	return new Promise((resolve, reject) => {
		// In a process group of its own, so that ending it takes its children along.
		const child = spawn(command, parameters, {
			cwd: options.cwd,
			env: { ...process.env, ...options.env },
			detached: true,
			stdio: ['pipe', 'pipe', 'pipe'],
			...(options.as ? { uid: options.as.uid, gid: options.as.gid } : {}),
		});
		const forget = onInterruption(() => endGroup(child, 'SIGTERM'));
		let stdout = '';
		let stderr = '';
		let late = false;
		const timer = options.timeout
			? setTimeout(() => {
					late = true;
					endGroup(child, 'SIGKILL');
				}, options.timeout)
			: undefined;
		child.stdout.setEncoding('utf8').on('data', (text) => {
			stdout += text;
			if (log !== undefined && !options.secret) writeSync(log, text);
		});
		child.stderr.setEncoding('utf8').on('data', (text) => {
			stderr += text;
			if (log !== undefined) writeSync(log, text);
		});
		child.stdin.on('error', () => {}); // A command that never reads its input is no problem of ours.
		child.stdin.end(options.input ?? '');

		/** @param {() => void} answer */
		const settle = (answer) => {
			clearTimeout(timer);
			forget();
			if (log !== undefined) closeSync(log);
			if (isInterrupted()) reject(new Interrupted());
			else answer();
		};
		/** @param {string} reason */
		const fail = (reason) =>
			reject(
				new Failure(`${command} ${reason}`, {
					...(options.log ? { log: options.log } : { output: `$ ${shown}\n${stdout}${stderr}` }),
					next: options.next,
				}),
			);
		child.on('error', (error) => settle(() => fail(`could not be started: ${error.message}`)));
		child.on('close', (code, signal) =>
			settle(() => {
				if (late) fail(`was still running after ${(options.timeout ?? 0) / 1000} s`);
				else if (code === 0 || options.mayFail) resolve({ code: code ?? 1, stdout, stderr });
				else fail(code === null ? `was ended by ${signal}` : `ended with exit code ${code}`);
			}),
		);
	});
}

/**
 * Runs a command that may talk to the person: it has the terminal, and Ctrl-C reaches it too.
 *
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {string} [log] takes the output instead of the terminal
 * @returns {Promise<number>} its exit code
 */
export async function runInTerminal(command, parameters, log) {
	const output = log ? openSync(log, 'a') : 'inherit';
	const code = await new Promise((/** @type {(code: number) => void} */ resolve) => {
		const child = spawn(command, parameters, { stdio: ['inherit', output, output] });
		child.on('error', () => resolve(127));
		child.on('close', (exitCode) => resolve(exitCode ?? 1));
	});
	if (typeof output === 'number') closeSync(output);
	stopIfInterrupted();
	return code;
}
