import { catalogue } from './0001-catalogue';
import { checkouts } from './0002-checkouts';
import { enrollments } from './0003-enrollments';
import { journal } from './0004-journal';
import { tasks } from './0005-tasks';
import { waitingList } from './0006-waiting-list';
import { administration } from './0007-administration';
import { longActivity } from './0008-long-activity';
import type { Migration } from './migration';

export type { Migration } from './migration';

/** In the order in which they run. A list, not a folder read at run time: the sidecar ships as one file. */
export const MIGRATIONS: readonly Migration[] = [
	catalogue,
	checkouts,
	enrollments,
	journal,
	tasks,
	waitingList,
	administration,
	longActivity,
];
