import { Router } from 'express';
import type { Services } from '../../compose';
import { groupClassesRoutes } from './group-classes.routes';

/** Everything that staff may ask. Each route checks the capability itself. */
export const adminRoutes = (services: Services): Router =>
	Router().use(groupClassesRoutes(services.groupClasses));
