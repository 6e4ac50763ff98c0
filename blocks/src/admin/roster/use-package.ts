import { useState } from '@wordpress/element';
import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { useNotify } from '../shared/notifications';
import { read, RequestError } from '../shared/request';
import { useResource, type Resource } from '../shared/use-resource';
import { overtaken } from './messages';
import { studentName } from '../shared/status-words';

/** One enrollment, and the way to change it. */
export interface PackageState {
	resource: Resource<StaffPackage>;
	/** Says that somebody else was faster, until the next change. */
	notice: string | undefined;
	/**
	 * Does something to the enrollment and shows what became of it. When somebody else was faster it shows that, and what
	 * is there now, instead; whatever else went wrong is raised.
	 *
	 * @param act  Answers with the enrollment as it is then.
	 * @param done What to say when it went well.
	 */
	change(act: () => Promise<StaffPackage>, done: string): Promise<void>;
}

/** Reads one enrollment, as staff sees it. */
export const usePackage = (packageId: string): PackageState => {
	const path = `/packages/${encodeURIComponent(packageId)}`;
	const resource = useResource(path, () => read<StaffPackage>(path));
	const [notice, setNotice] = useState<string>();
	const notify = useNotify();
	const change: PackageState['change'] = async (act, done) => {
		setNotice(undefined);
		try {
			resource.replace(await act());
			notify(done);
		} catch (error) {
			if (!(error instanceof RequestError) || error.code !== 'version_conflict') {
				throw error;
			}
			const current = error.data.current as StaffPackage;
			resource.replace(current);
			setNotice(overtaken(studentName(current.studentName)));
		}
	};
	return { resource, notice, change };
};
