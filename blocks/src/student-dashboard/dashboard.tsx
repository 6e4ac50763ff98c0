import { Loading } from '../shared/loading';
import { Problem } from '../shared/problem';
import type { PageSettings } from '../shared/settings';
import { Overview } from './overview';
import { usePackages } from './use-packages';

interface DashboardProps {
	settings: PageSettings;
	/** How many sessions the wizard has just booked. */
	bookedJustNow: number;
}

/** The student's own page. */
export const Dashboard = ({ settings, bookedJustNow }: DashboardProps) => {
	const [packages, retry] = usePackages();
	switch (packages.status) {
		case 'loading':
			return <Loading shapes={2} />;
		case 'failed':
			return <Problem code={packages.code} settings={settings} onRetry={retry} />;
		case 'ready':
			return <Overview answer={packages.answer} settings={settings} bookedJustNow={bookedJustNow} />;
	}
};
