import { useEffect } from '@wordpress/element';
import type { Announce } from '../shared/events';
import { Loading } from '../shared/loading';
import { Problem } from '../shared/problem';
import type { PageSettings } from '../shared/settings';
import { Overview } from './overview';
import { usePackages, type Packages } from './use-packages';

interface DashboardProps {
	settings: PageSettings;
	/** How many sessions the wizard has just booked. */
	bookedJustNow: number;
	/** Tells the page; must stay the same function. */
	announce: Announce;
}

const useAnnouncements = (packages: Packages, announce: Announce): void =>
	useEffect(() => {
		if (packages.status === 'failed') {
			announce('cohort-enrollment/error', { code: packages.code });
		} else if (packages.status === 'ready') {
			announce('cohort-enrollment/dashboard-loaded', {
				packages: packages.answer.packages.map(({ id, courseCode, status }) => ({
					packageId: id,
					courseCode,
					status,
				})),
			});
		}
	}, [packages, announce]);

/** The student's own page. */
export const Dashboard = ({ settings, bookedJustNow, announce }: DashboardProps) => {
	const [packages, retry] = usePackages();
	useAnnouncements(packages, announce);
	switch (packages.status) {
		case 'loading':
			return <Loading shapes={2} />;
		case 'failed':
			return <Problem code={packages.code} settings={settings} onRetry={retry} />;
		case 'ready':
			return <Overview answer={packages.answer} settings={settings} bookedJustNow={bookedJustNow} />;
	}
};
