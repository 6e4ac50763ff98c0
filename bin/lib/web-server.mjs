import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { socketPath } from './mariadb.mjs';
import { findProgram } from './packages.mjs';
import { phpFpm } from './php.mjs';
import { accepts } from './ports.mjs';
import { logFile, startService } from './processes.mjs';
import { ensureDirectory } from './project.mjs';

/**
 * @typedef {object} WebServer nginx and php-fpm of our own, for one WordPress
 * @property {string} root folder of WordPress
 * @property {number} port
 * @property {string} directory configuration and temporary files
 * @property {boolean} [network] WordPress may have further sites in folders
 * @property {import('./accounts.mjs').Account | undefined} as
 * @property {import('./processes.mjs').Places} places
 */

/** @param {WebServer} server */
function fpmConfiguration(server) {
	const account = server.as ? `user = ${server.as.name}\ngroup = ${server.as.group}\n` : '';
	const owner = server.as ? `listen.owner = ${server.as.name}\nlisten.group = ${server.as.group}\n` : '';
	return `[global]
pid = ${join(server.directory, 'php-fpm.pid')}
error_log = ${logFile(server.places, 'php-fpm')}
daemonize = no

[wordpress]
${account}listen = ${socketPath(server.places.run, 'php-fpm')}
listen.mode = 0600
${owner}pm = static
pm.max_children = 8
pm.max_requests = 2000
catch_workers_output = yes
decorate_workers_output = no
clear_env = yes
env[PATH] = /usr/local/bin:/usr/bin:/bin
php_admin_value[upload_max_filesize] = 16M
php_admin_value[post_max_size] = 16M
php_admin_value[memory_limit] = 256M
php_admin_value[max_execution_time] = 60
php_admin_value[sys_temp_dir] = ${join(server.directory, 'php')}
php_admin_value[upload_tmp_dir] = ${join(server.directory, 'php')}
; A changed file of the plugin counts at once.
php_admin_value[opcache.revalidate_freq] = 0
`;
}

/** What the sites of a network share: https://developer.wordpress.org/advanced-administration/server/web-server/nginx/ */
const NETWORK_RULES = `
		if (!-e $request_filename) {
			rewrite /wp-admin$ $scheme://$http_host$uri/ permanent;
			rewrite ^(/[^/]+)?(/wp-.*) $2 last;
			rewrite ^(/[^/]+)?(/.*\\.php) $2 last;
		}
`;

/** @param {WebServer} server */
function nginxConfiguration(server) {
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((name) => `	${name}_temp_path ${join(server.directory, name)};`)
		.join('\n');
	return `${server.as ? `user ${server.as.name} ${server.as.group};\n` : ''}worker_processes 2;
daemon off;
pid ${join(server.directory, 'nginx.pid')};
error_log ${logFile(server.places, 'nginx')} warn;

events { worker_connections 512; }

http {
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log ${logFile(server.places, 'access')};
${temporary}
	client_max_body_size 16m;
	sendfile on;
	gzip on;
	gzip_types text/css application/javascript application/json image/svg+xml;

	server {
		listen 127.0.0.1:${server.port};
		server_name 127.0.0.1;
		root ${server.root};
		index index.php;
${server.network ? NETWORK_RULES : ''}
		location ~ /\\.|\\.log$|^/wp-content/uploads/.*\\.php$ { return 403; }
		location / { try_files $uri $uri/ /index.php?$args; }
		location ~ \\.php$ {
			try_files $uri =404;
			fastcgi_pass unix:${socketPath(server.places.run, 'php-fpm')};
			fastcgi_read_timeout 65s;
			fastcgi_buffers 16 16k;
			fastcgi_buffer_size 32k;
			fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
			fastcgi_param SCRIPT_NAME $fastcgi_script_name;
			fastcgi_param DOCUMENT_ROOT $document_root;
			fastcgi_param DOCUMENT_URI $document_uri;
			fastcgi_param REQUEST_URI $request_uri;
			fastcgi_param REQUEST_METHOD $request_method;
			fastcgi_param REQUEST_SCHEME $scheme;
			fastcgi_param QUERY_STRING $query_string;
			fastcgi_param CONTENT_TYPE $content_type;
			fastcgi_param CONTENT_LENGTH $content_length;
			fastcgi_param GATEWAY_INTERFACE CGI/1.1;
			fastcgi_param SERVER_SOFTWARE nginx/$nginx_version;
			fastcgi_param SERVER_PROTOCOL $server_protocol;
			fastcgi_param SERVER_NAME $host;
			fastcgi_param SERVER_ADDR $server_addr;
			fastcgi_param SERVER_PORT $server_port;
			fastcgi_param REMOTE_ADDR $remote_addr;
			fastcgi_param REMOTE_PORT $remote_port;
			# With its port: WordPress builds the address of its login from it.
			fastcgi_param HTTP_HOST $http_host;
			fastcgi_param REDIRECT_STATUS 200;
		}
	}
}
`;
}

/**
 * Starts php-fpm and nginx.
 *
 * @param {WebServer} server
 */
export async function startWebServer(server) {
	for (const folder of [server.directory, join(server.directory, 'php')]) ensureDirectory(folder);
	const php = join(server.directory, 'php-fpm.conf');
	const nginx = join(server.directory, 'nginx.conf');
	const phpText = fpmConfiguration(server);
	const nginxText = nginxConfiguration(server);
	writeFileSync(php, phpText);
	writeFileSync(nginx, nginxText);
	await startService(
		{
			name: 'php-fpm',
			command: phpFpm(),
			parameters: [
				'--nodaemonize',
				'--fpm-config',
				php,
				...(server.as?.uid === 0 ? ['--allow-to-run-as-root'] : []),
			],
			cwd: server.root,
			version: phpText,
			ready: () => acceptsSocket(socketPath(server.places.run, 'php-fpm')),
			stop: { signal: 'SIGQUIT', within: 5_000 },
		},
		server.places,
	);
	await startService(
		{
			name: 'nginx',
			command: findProgram('nginx') ?? 'nginx',
			parameters: ['-c', nginx, '-p', server.directory],
			cwd: server.root,
			version: nginxText,
			port: server.port,
			ready: () => accepts(server.port),
			stop: { signal: 'SIGQUIT', within: 5_000 },
		},
		server.places,
	);
}

/** @param {string} path */
function acceptsSocket(path) {
	return new Promise((/** @type {(answer: boolean) => void} */ resolve) => {
		const socket = connect(path);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}
