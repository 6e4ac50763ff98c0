import type { ReactNode } from 'react';

/** What is known about something: a list of names and values. Values that are undefined are left out. */
export const Facts = ({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) => (
	<dl className="ce-admin__facts">
		{facts
			.filter(([, value]) => value !== undefined)
			.map(([name, value]) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
	</dl>
);
