import { Button, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { PackageStep, StaffPackage } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { Loaded, Page } from '../shared/page';
import { StatusMark } from '../shared/status-mark';
import { useKeptFocus } from '../shared/use-kept-focus';
import { BookDialog } from './book-dialog';
import { CancelDialog } from './cancel-dialog';
import { GiveBackDialog } from './give-back-dialog';
import { MoveDialog } from './move-dialog';
import { EnrollmentCard, PaymentCard } from './package-cards';
import { STATUS_TONE, statusWord, studentName } from '../shared/status-words';
import { StepsCard } from './steps-card';
import { usePackage, type PackageState } from './use-package';

type Act = { kind: 'book' | 'move' | 'cancel' } | { kind: 'give-back'; step: PackageStep };

interface PackageProps {
	owned: StaffPackage;
	state: PackageState;
}

const isLive = ({ status }: StaffPackage): boolean => status !== 'CANCELLED' && status !== 'REFUNDED';

interface ActsProps {
	owned: StaffPackage;
	onChoose: (act: Act) => void;
}

const Acts = ({ owned, onChoose }: ActsProps) => (
	<>
		{owned.moveTargets.length > 0 && (
			<Button __next40pxDefaultSize variant="secondary" onClick={() => onChoose({ kind: 'move' })}>
				{__('Move to another cohort', 'cohort-enrollment')}
			</Button>
		)}
		{isLive(owned) && (
			<Button
				__next40pxDefaultSize
				variant="tertiary"
				isDestructive
				onClick={() => onChoose({ kind: 'cancel' })}
			>
				{__('Cancel enrollment', 'cohort-enrollment')}
			</Button>
		)}
	</>
);

const Dialog = ({ act, owned, state, onClose }: PackageProps & { act: Act; onClose: () => void }) => {
	const { change, resource } = state;
	switch (act.kind) {
		case 'book':
			return <BookDialog owned={owned} onBooked={resource.reload} onClose={onClose} />;
		case 'give-back':
			return <GiveBackDialog owned={owned} step={act.step} change={change} onClose={onClose} />;
		case 'move':
			return <MoveDialog owned={owned} change={change} onClose={onClose} />;
		case 'cancel':
			return <CancelDialog owned={owned} change={change} onClose={onClose} />;
	}
};

const Package = ({ owned, state }: PackageProps) => {
	const [act, setAct] = useState<Act | null>(null);
	useKeptFocus(`${act?.kind ?? ''} ${owned.version}`);
	const { canManage } = adminSettings();
	return (
		<Page
			title={studentName(owned.studentName)}
			back={{ href: `#/${owned.cohortId}/roster`, label: owned.cohortName }}
			mark={<StatusMark tone={STATUS_TONE[owned.status]} label={statusWord(owned.status)} />}
			actions={canManage && <Acts owned={owned} onChoose={setAct} />}
		>
			{state.notice !== undefined && (
				<Notice
					status="warning"
					isDismissible={false}
					className="ce-admin__problem"
					politeness="assertive"
				>
					{state.notice}
				</Notice>
			)}
			<Loaded resource={state.resource}>
				{() => (
					<>
						<div className="ce-admin__columns">
							<EnrollmentCard owned={owned} />
							<PaymentCard owned={owned} />
						</div>
						<StepsCard
							owned={owned}
							onBook={() => setAct({ kind: 'book' })}
							onGiveBack={(step) => setAct({ kind: 'give-back', step })}
						/>
					</>
				)}
			</Loaded>
			{act && <Dialog act={act} owned={owned} state={state} onClose={() => setAct(null)} />}
		</Page>
	);
};

/** One enrollment: who, what was paid, what is booked, and what can be done about it. */
export const PackagePage = ({ cohortId, packageId }: { cohortId: string; packageId: string }) => {
	const state = usePackage(packageId);
	const { data } = state.resource;
	if (!data) {
		return (
			<Page
				title={__('Enrollment', 'cohort-enrollment')}
				back={{ href: `#/${cohortId}/roster`, label: __('Roster', 'cohort-enrollment') }}
			>
				<Loaded resource={state.resource}>{() => null}</Loaded>
			</Page>
		);
	}
	return <Package owned={data} state={state} />;
};
