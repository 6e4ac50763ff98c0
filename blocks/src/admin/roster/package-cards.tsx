import { ExternalLink } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { ModeMark } from '../shared/mode-mark';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { moneyText } from '../shared/money';
import { StatusMark } from '../shared/status-mark';
import { dateText, instantText } from '../shared/times';
import { Facts } from '../shared/facts';
import { endText } from './end-text';
import { paymentTone, paymentWord, studentName } from '../shared/status-words';

interface PackageCardProps {
	owned: StaffPackage;
}

const Student = ({ owned }: PackageCardProps) => {
	const { userUrl } = adminSettings();
	const { studentId, studentName: name, studentEmail: email } = owned;
	return (
		<>
			<a href={screenUrl('students', `/${studentId}`)}>{studentName(name)}</a>
			{email !== '' && <small className="ce-admin__aside">{email}</small>}
			{email !== '' && userUrl !== '' && (
				<small className="ce-admin__aside">
					<a href={`${userUrl}${studentId}`}>{__('WordPress profile', 'cohort-enrollment')}</a>
				</small>
			)}
		</>
	);
};

/** Who is enrolled in what, since when, and why not any more. */
export const EnrollmentCard = ({ owned }: PackageCardProps) => {
	const { courseId, courseTitle, cohortName, startDate, endDate, purchasedAt, cohortTimezone } = owned;
	return (
		<Card title={__('Enrollment', 'cohort-enrollment')}>
			<Facts
				facts={[
					[__('Student', 'cohort-enrollment'), <Student key="student" owned={owned} />],
					[
						__('Course', 'cohort-enrollment'),
						<a key="course" href={screenUrl('courses', `/${courseId}`)}>
							{courseTitle}
						</a>,
					],
					[
						__('Cohort', 'cohort-enrollment'),
						<>
							{cohortName}
							<small className="ce-admin__aside">
								{sprintf(
									/* translators: 1: first day. 2: last day. */
									__('%1$s to %2$s', 'cohort-enrollment'),
									dateText(startDate),
									dateText(endDate),
								)}
							</small>
						</>,
					],
					[__('Enrolled', 'cohort-enrollment'), instantText(purchasedAt, cohortTimezone)],
					[__('What happened', 'cohort-enrollment'), endText(owned)],
				]}
			/>
		</Card>
	);
};

const leftText = ({ refundable, currency, amount }: StaffPackage): string | undefined => {
	if (refundable === null) {
		return __('Stripe does not answer at the moment.', 'cohort-enrollment');
	}
	return amount === 0 && refundable === 0 ? undefined : moneyText(refundable, currency);
};

/** What was paid, what became of it, and where to see that at Stripe. */
export const PaymentCard = ({ owned }: PackageCardProps) => {
	const { paymentIntentId, stripeUrl, amount, currency, livemode } = owned;
	if (paymentIntentId === null) {
		return (
			<Card title={__('Payment', 'cohort-enrollment')}>
				<p>
					{__(
						'Nothing was paid: the course was free, or staff has enrolled the student.',
						'cohort-enrollment',
					)}
				</p>
			</Card>
		);
	}
	return (
		<Card title={__('Payment', 'cohort-enrollment')} actions={!livemode && <ModeMark livemode={false} />}>
			<Facts
				facts={[
					[__('Price', 'cohort-enrollment'), moneyText(amount, currency)],
					[
						__('State', 'cohort-enrollment'),
						<StatusMark key="state" tone={paymentTone(owned)} label={paymentWord(owned)} />,
					],
					[__('Can be refunded', 'cohort-enrollment'), leftText(owned)],
					[
						__('At Stripe', 'cohort-enrollment'),
						stripeUrl === null ? undefined : (
							<ExternalLink key="stripe" href={stripeUrl}>
								{paymentIntentId}
							</ExternalLink>
						),
					],
				]}
			/>
		</Card>
	);
};
