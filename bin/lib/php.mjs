import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** @returns {string | undefined} `8.2`; nothing when there is no PHP */
export function phpVersion() {
	const result = spawnSync('php', ['-r', 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'], {
		encoding: 'utf8',
	});
	return result.status === 0 ? result.stdout.trim() : undefined;
}

/** @returns {string} the FastCGI server of the same PHP version as `php` on the command line */
export function phpFpm() {
	const name = `php-fpm${phpVersion() ?? ''}`;
	return existsSync(`/usr/sbin/${name}`) ? `/usr/sbin/${name}` : name;
}
