import { Icon } from '@wordpress/components';
import type { ComponentProps } from 'react';
import type { TimelineKind } from '@cohort-enrollment/sidecar/contract';
import { __ } from '@wordpress/i18n';

type IconKey = NonNullable<ComponentProps<typeof Icon>['icon']>;

/** Dashicons, which wp-admin brings. */
const ICONS: Readonly<Record<string, IconKey>> = {
	checkout: 'cart',
	stripe_event: 'rss',
	package: 'welcome-learn-more',
	booking: 'calendar-alt',
	refund: 'undo',
	mail: 'email',
	staff: 'admin-users',
	task: 'flag',
	waiting_list: 'clock',
} satisfies Record<TimelineKind, IconKey>;

const label = (kind: TimelineKind): string => {
	switch (kind) {
		case 'checkout':
			return __('Payment', 'cohort-enrollment');
		case 'stripe_event':
			return __('Message of Stripe', 'cohort-enrollment');
		case 'package':
			return __('Enrollment', 'cohort-enrollment');
		case 'booking':
			return __('Booking', 'cohort-enrollment');
		case 'refund':
			return __('Refund', 'cohort-enrollment');
		case 'mail':
			return __('Mail', 'cohort-enrollment');
		case 'staff':
			return __('Staff', 'cohort-enrollment');
		case 'task':
			return __('Task', 'cohort-enrollment');
		case 'waiting_list':
			return __('Waiting list', 'cohort-enrollment');
		default:
			return __('Other', 'cohort-enrollment');
	}
};

/** Of what kind a line is; the sentence beside it tells it, too. */
export const TimelineIcon = ({ kind }: { kind: TimelineKind }) => (
	<span className={`ce-admin__event-icon is-${kind}`} title={label(kind)}>
		<Icon icon={ICONS[kind] ?? 'marker'} size={18} />
	</span>
);
