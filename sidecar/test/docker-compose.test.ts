import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, LOCAL, PROJECT, REAL, serviceOf, type Environment, type Service } from './compose-file';

const command = [['docker', 'compose'], ['docker-compose']].find(([program = '', ...rest]) => {
	const { status, stdout } = spawnSync(program, [...rest, 'version', '--short'], { encoding: 'utf8' });
	return status === 0 && /^v?[2-9]\./.test(stdout);
});
const whenThere = command ? test : test.skip;
const why = command ? '' : ' (skipped: there is no docker compose 2 on this machine)';
let empty: string;

beforeAll(() => {
	empty = mkdtempSync(join(tmpdir(), 'cohort-enrollment-compose-'));
});
afterAll(() => {
	rmSync(empty, { recursive: true });
});

/** Without the person's own .env, which would be read from beside the file. */
const config = (environment: Environment): { status: number | null; stdout: string; stderr: string } => {
	const [program = '', ...rest] = command ?? [];
	const parameters = [...rest, '--file', join(PROJECT, 'docker-compose.yml'), '--project-directory', empty];
	return spawnSync(program, [...parameters, 'config', '--format', 'json'], {
		encoding: 'utf8',
		env: { ...process.env, ...environment },
	});
};

whenThere(`docker compose takes the file and puts the same values in${why}`, () => {
	const { status, stdout, stderr } = config(LOCAL);
	expect([status, stderr]).toEqual([0, '']);
	const { services } = JSON.parse(stdout) as { services: Record<string, Service> };
	expect(Object.keys(services).sort()).toEqual(Object.keys(compose(LOCAL).services).sort());
	for (const [name, { environment }] of Object.entries(services)) {
		expect(environment ?? {}).toEqual(serviceOf(name).environment);
	}
});

whenThere(`docker compose leaves the local Stripe out without its profile${why}`, () => {
	const { services } = JSON.parse(config(REAL).stdout) as { services: Record<string, Service> };
	expect(Object.keys(services).sort()).toEqual([
		'database',
		'installer',
		'loopback',
		'sidecar',
		'wordpress',
	]);
});

whenThere(`docker compose says which variable is missing${why}`, () => {
	const { status, stderr } = config({ ...LOCAL, DEMO_PASSWORD: '' });
	expect(status).not.toBe(0);
	expect(stderr).toContain('DEMO_PASSWORD');
	expect(stderr).toContain('.env.example');
});
