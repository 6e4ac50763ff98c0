import { Spinner } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { ProblemNotice } from './problem-notice';
import type { Resource } from './use-resource';

interface PageProps {
	title: string;
	/** Where this page belongs, as `#/` or an address. */
	back?: { href: string; label: string };
	/** A word or mark beside the title. */
	mark?: ReactNode;
	/** Buttons at the end of the title's line. */
	actions?: ReactNode;
	/** Links to the other pages about the same thing. */
	tabs?: ReactNode;
	children: ReactNode;
}

/** A page of the app: one heading, a way back, what can be done, and the content. */
export const Page = ({ title, back, mark, actions, tabs, children }: PageProps) => {
	useEffect(() => {
		/* translators: Title of the browser's window. %s: name of the page. */
		document.title = sprintf(__('%s ‹ Cohorts', 'cohort-enrollment'), title);
	}, [title]);
	return (
		<div className="ce-admin__page">
			{back && (
				<a className="ce-admin__back" href={back.href}>
					<span aria-hidden="true" className="ce-admin__arrow" />
					{back.label}
				</a>
			)}
			<header className="ce-admin__header">
				<h1>{title}</h1>
				{mark}
				{actions && <div className="ce-admin__actions">{actions}</div>}
			</header>
			{tabs}
			{children}
		</div>
	);
};

/** Draws something once it was read; until then that it is loading, or why it cannot be. */
export const Loaded = <Data,>({
	resource: { data, error, isLoading, reload },
	children,
}: {
	resource: Resource<Data>;
	children: (data: Data) => ReactNode;
}) => {
	if (data !== undefined) {
		return (
			<>
				{error && <ProblemNotice error={error} onRetry={reload} />}
				{children(data)}
			</>
		);
	}
	if (error && !isLoading) {
		return <ProblemNotice error={error} onRetry={reload} />;
	}
	return (
		<p className="ce-admin__loading" role="status">
			<Spinner />
			{__('Loading…', 'cohort-enrollment')}
		</p>
	);
};
