import type { PackageStatus } from '../../../contract';
import { AppError } from '../../errors';

export const packageNotFound = (): AppError => new AppError('package_not_found', 'There is no such package.');

export const packageNotActive = (packageStatus: PackageStatus): AppError =>
	new AppError('package_not_active', 'Nothing of this package can be changed now.', { packageStatus });
