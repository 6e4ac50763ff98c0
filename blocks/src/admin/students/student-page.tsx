import { __ } from '@wordpress/i18n';
import type { StudentResponse } from '@cohort-enrollment/sidecar/contract';
import { Facts } from '../shared/facts';
import { STATUS_TONE, statusWord } from '../shared/status-words';
import { adminSettings, screenUrl } from '../settings';
import { Card } from '../shared/card';
import { Loaded, Page } from '../shared/page';
import { read } from '../shared/request';
import { StatusMark } from '../shared/status-mark';
import { instantText } from '../shared/times';
import { useResource } from '../shared/use-resource';
import { Timeline } from './timeline';

const back = () => ({ href: '#/', label: __('Students', 'cohort-enrollment') });

const Account = ({ id, account }: Pick<StudentResponse, 'id' | 'account'>) => {
	const { userUrl } = adminSettings();
	if (account === null) {
		return (
			<Card title={__('Account', 'cohort-enrollment')}>
				<p>
					{__(
						'The account was deleted. What it bought stays, because payments have to be kept.',
						'cohort-enrollment',
					)}
				</p>
			</Card>
		);
	}
	const { email, registeredAt } = account;
	return (
		<Card
			title={__('Account', 'cohort-enrollment')}
			actions={
				userUrl !== '' && (
					<a href={`${userUrl}${id}`}>{__('Open the profile', 'cohort-enrollment')}</a>
				)
			}
		>
			<Facts
				facts={[
					[
						__('Email', 'cohort-enrollment'),
						<a key="email" href={`mailto:${email}`}>
							{email}
						</a>,
					],
					[
						__('Registered', 'cohort-enrollment'),
						registeredAt === null ? undefined : instantText(registeredAt),
					],
				]}
			/>
		</Card>
	);
};

const Enrollments = ({ packages }: Pick<StudentResponse, 'packages'>) => (
	<Card title={__('Enrollments', 'cohort-enrollment')}>
		{packages.length === 0 ? (
			<p>{__('No enrollment yet.', 'cohort-enrollment')}</p>
		) : (
			<ul className="ce-admin__links ce-admin__enrollments">
				{packages.map(({ packageId, courseTitle, cohortId, cohortName, status, purchasedAt }) => (
					<li key={packageId}>
						<span>
							<a href={screenUrl('cohorts', `/${cohortId}/roster/${packageId}`)}>
								{courseTitle}: {cohortName}
							</a>
							<small className="ce-admin__aside">{instantText(purchasedAt)}</small>
						</span>
						<StatusMark tone={STATUS_TONE[status]} label={statusWord(status)} />
					</li>
				))}
			</ul>
		)}
	</Card>
);

/** One student: the account, what was bought, and everything that happened. */
export const StudentPage = ({ id }: { id: string }) => {
	const resource = useResource(id, () => read<StudentResponse>(`/students/${encodeURIComponent(id)}`));
	const { data } = resource;
	const name = data?.account?.name ?? __('Deleted account', 'cohort-enrollment');
	return (
		<Page title={data ? name : __('Student', 'cohort-enrollment')} back={back()}>
			<Loaded resource={resource}>
				{(student) => (
					<>
						<div className="ce-admin__columns">
							<Account id={student.id} account={student.account} />
							<Enrollments packages={student.packages} />
						</div>
						<Timeline entries={student.timeline} isCut={student.isCut} />
					</>
				)}
			</Loaded>
		</Page>
	);
};
