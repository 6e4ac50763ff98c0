import { __, sprintf } from '@wordpress/i18n';

interface MeetingLinkProps {
	/** As it came from the database. */
	address: string | null;
	/** What the meeting is about, for screen readers. */
	title: string;
	isMain?: boolean;
}

/** Whether an address is safe to link to: an editor typed it, and `javascript:` is an address too. */
export const isWebAddress = (address: string): boolean => {
	try {
		return ['http:', 'https:'].includes(new URL(address).protocol);
	} catch {
		return false;
	}
};

/** Link to an online session; nothing without a web address. */
export const MeetingLink = ({ address, title, isMain = false }: MeetingLinkProps) =>
	address !== null && isWebAddress(address) ? (
		<a
			className={isMain ? 'wp-element-button' : 'cohort-enrollment-meeting'}
			href={address}
			target="_blank"
			rel="noopener noreferrer"
			aria-label={sprintf(
				/* translators: %s: title of a step */
				__('Join online: %s (opens in a new tab)', 'cohort-enrollment'),
				title,
			)}
		>
			{__('Join online', 'cohort-enrollment')}
		</a>
	) : null;
