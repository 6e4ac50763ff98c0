import { startList } from './view/list';

document
	.querySelectorAll<HTMLElement>('.wp-block-cohort-enrollment-course-cohorts[data-settings]')
	.forEach((root) =>
		startList(root, {
			here: () => window.location.href,
			goTo: (address) => window.location.assign(address),
			replaceAddress: (address) => window.history.replaceState(window.history.state, '', address),
		}),
	);
