import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TASK_KINDS } from '@cohort-enrollment/sidecar/contract';
import { taskWords } from './task-words';

const MAIL = readFileSync(
	join(__dirname, '../../../../plugin/src/Mail/Kinds/Task_Words.php'),
	'utf8',
).replaceAll("\\'", "'");

test.each([...TASK_KINDS, 'moon_phase'])('the screen says of %s what the mail says', (kind) => {
	for (const sentence of Object.values(taskWords(kind))) {
		expect(MAIL).toContain(`__( '${sentence}', 'cohort-enrollment' )`);
	}
});
