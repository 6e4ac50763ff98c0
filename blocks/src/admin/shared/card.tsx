import { useId } from '@wordpress/element';
import type { ReactNode } from 'react';

interface CardProps {
	title: string;
	/** One or two sentences under the title. */
	description?: ReactNode;
	/** Beside the title. */
	actions?: ReactNode;
	children: ReactNode;
}

/** A titled part of a page. */
export const Card = ({ title, description, actions, children }: CardProps) => {
	const id = useId();
	return (
		<section className="ce-admin__card" aria-labelledby={id}>
			<div className="ce-admin__card-header">
				<h2 id={id}>{title}</h2>
				{actions}
			</div>
			{description && <p className="ce-admin__description">{description}</p>}
			{children}
		</section>
	);
};
