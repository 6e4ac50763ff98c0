import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { PackageStep, StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { Card } from '../shared/card';
import { StatusMark } from '../shared/status-mark';
import { sessionText } from '../shared/times';
import { STEP_TONE, stepWord } from '../shared/status-words';

interface StepsCardProps {
	owned: StaffPackage;
	onBook: () => void;
	onGiveBack: (step: PackageStep) => void;
}

const Session = ({ session }: Pick<PackageStep, 'session'>) =>
	session === null ? (
		<>—</>
	) : (
		<>
			{sessionText(session.startsAt, session.timezone)}
			<small className="ce-admin__aside">
				{[session.groupClassName, session.location].filter(Boolean).join(', ')}
			</small>
		</>
	);

/** Whether bookings can be changed: the same rule as the sidecar's. */
const mayBook = ({ status, paymentState }: StaffPackage): boolean =>
	status === 'ACTIVE' && paymentState === 'enrolled';

/** The steps of an enrollment with what is booked for them. */
export const StepsCard = ({ owned, onBook, onGiveBack }: StepsCardProps) => {
	const isOpen = adminSettings().canManage && mayBook(owned);
	return (
		<Card
			title={__('Sessions', 'cohort-enrollment')}
			actions={
				isOpen &&
				owned.unbooked.length > 0 && (
					<Button __next40pxDefaultSize variant="secondary" onClick={onBook}>
						{__('Book sessions', 'cohort-enrollment')}
					</Button>
				)
			}
		>
			<table className="ce-admin__table">
				<thead>
					<tr>
						<th scope="col">{__('Step', 'cohort-enrollment')}</th>
						<th scope="col">{__('Status', 'cohort-enrollment')}</th>
						<th scope="col">{__('Session', 'cohort-enrollment')}</th>
						{isOpen && (
							<th scope="col">
								<span className="screen-reader-text">
									{__('Actions', 'cohort-enrollment')}
								</span>
							</th>
						)}
					</tr>
				</thead>
				<tbody>
					{owned.steps.map((step) => (
						<tr key={step.stepId}>
							<th scope="row">
								{step.stepLabel}
								<small className="ce-admin__aside">{step.stepTitle}</small>
							</th>
							<td>
								<StatusMark tone={STEP_TONE[step.status]} label={stepWord(step.status)} />
							</td>
							<td>
								<Session session={step.session} />
							</td>
							{isOpen && (
								<td className="ce-admin__table-actions">
									{step.status === 'BOOKED' && (
										<Button
											variant="link"
											onClick={() => onGiveBack(step)}
											aria-label={sprintf(
												/* translators: %s: label of a step, such as Week 1. */
												__('Give back: %s', 'cohort-enrollment'),
												step.stepLabel,
											)}
										>
											{__('Give back', 'cohort-enrollment')}
										</Button>
									)}
								</td>
							)}
						</tr>
					))}
				</tbody>
			</table>
		</Card>
	);
};
