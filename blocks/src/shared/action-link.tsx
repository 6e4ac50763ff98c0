import type { ReactNode } from 'react';

interface ActionLinkProps {
	href: string;
	children: ReactNode;
	/** The screen has a button of its own, which comes first. */
	isSecond?: boolean;
}

/** Where to go from a screen: one link that looks like the theme's buttons. */
export const ActionLink = ({ href, children, isSecond = false }: ActionLinkProps) => (
	<p className="cohort-enrollment-actions">
		<a className={isSecond ? 'cohort-enrollment-second-button' : 'wp-element-button'} href={href}>
			{children}
		</a>
	</p>
);
