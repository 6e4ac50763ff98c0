interface StatusMarkProps {
	/** What it says; never by colour alone. */
	label: string;
	tone: 'good' | 'quiet' | 'warning' | 'bad' | 'info';
}

/** A state in one or two words. */
export const StatusMark = ({ label, tone }: StatusMarkProps) => (
	<span className={`ce-admin__mark is-${tone}`}>{label}</span>
);
