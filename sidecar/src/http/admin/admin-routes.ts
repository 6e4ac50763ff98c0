import { Router } from 'express';
import type { Services } from '../../compose';
import { classSessionsRoutes } from './class-sessions.routes';
import { cohortsAdminRoutes } from './cohorts.routes';
import { coursesRoutes } from './courses.routes';
import { enrollmentsAdminRoutes } from './enrollments.routes';
import { groupClassesRoutes } from './group-classes.routes';
import { operationsRoutes } from './operations.routes';
import { overviewRoutes } from './overview.routes';
import { packagesRoutes } from './packages.routes';
import { pricesRoutes } from './prices.routes';
import { privacyRoutes } from './privacy.routes';
import { rosterRoutes } from './roster.routes';
import { scheduleRoutes } from './schedule.routes';
import { studentsRoutes } from './students.routes';
import { tasksRoutes } from './tasks.routes';

/** Everything that staff may ask. Each route checks the capability itself. */
export const adminRoutes = (services: Services): Router =>
	Router()
		.use(groupClassesRoutes(services.groupClasses))
		.use(coursesRoutes(services.courses))
		.use(cohortsAdminRoutes(services.cohorts, services.cohortChecks))
		.use(scheduleRoutes(services.schedules))
		.use(pricesRoutes(services.prices))
		.use(enrollmentsAdminRoutes(services.enrollments))
		.use(packagesRoutes(services.enrollments))
		.use(rosterRoutes(services.roster))
		.use(classSessionsRoutes(services.attendance))
		.use(studentsRoutes(services.students))
		.use(tasksRoutes(services.tasks, services.attention))
		.use(operationsRoutes(services.operations))
		.use(overviewRoutes(services.overview))
		.use(privacyRoutes(services.privacy));
