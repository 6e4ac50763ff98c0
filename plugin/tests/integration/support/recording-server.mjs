/**
 * Stands where the sidecar would stand: records what arrives, byte for byte, and answers as a test told it to.
 *
 * Prints its port on the first line of stdout. Control:
 * - `PUT /_answers/<path>` with `{ status, headers, body, delay, reset }`: how to answer `<path>` (`*` = all others), with
 *   a query only that one.
 *   `body` is sent as it is, `delay` is in milliseconds, `reset` breaks the connection off instead of answering.
 * - `GET /_requests`: what arrived, each as `{ method, url, headers, body }` with the body in base64.
 * - `DELETE /_requests`: forgets requests and answers.
 */
import { createServer } from 'node:http';

const DEFAULT = {
	status: 200,
	headers: { 'content-type': 'application/json' },
	body: '{"answered":true}',
	delay: 0,
};

let requests = [];
let answers = new Map();

const read = async (request) => {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
};

const json = (response, value) => {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify(value));
};

const control = (method, url, body, response) => {
	if (method === 'PUT')
		answers.set(url.slice('/_answers'.length), { ...DEFAULT, ...JSON.parse(body.toString('utf8')) });
	if (method === 'DELETE') [requests, answers] = [[], new Map()];
	json(response, requests);
};

const server = createServer(async (request, response) => {
	const { method, url, headers } = request;
	const body = await read(request);
	if (/^\/_(answers|requests)\b/.test(url)) {
		control(method, url, body, response);
		return;
	}
	requests.push({ method, url, headers, body: body.toString('base64') });
	const answer = answers.get(url) ?? answers.get(url.split('?')[0]) ?? answers.get('/*') ?? DEFAULT;
	if (answer.reset) {
		request.socket.destroy();
		return;
	}
	setTimeout(() => {
		response.writeHead(answer.status, answer.headers);
		response.end(answer.body);
	}, answer.delay);
});

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(server.address().port));
// The test that started us is gone: do not outlive it.
process.stdin.on('end', () => process.exit(0)).resume();
