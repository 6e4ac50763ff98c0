import type { ReactNode } from 'react';

/** Where to go from a screen: one link that looks like the theme's buttons. */
export const ActionLink = ({ href, children }: { href: string; children: ReactNode }) => (
	<p className="cohort-enrollment-actions">
		<a className="wp-element-button" href={href}>
			{children}
		</a>
	</p>
);
