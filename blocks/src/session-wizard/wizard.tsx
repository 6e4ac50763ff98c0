import type { Announce } from '../shared/events';
import { Loading } from '../shared/loading';
import { Problem } from '../shared/problem';
import type { PageSettings } from '../shared/settings';
import { AllBooked } from './screens/all-booked';
import { ChoosingScreen } from './screens/choosing';
import { Ended } from './screens/ended';
import { Saved } from './screens/saved';
import { AwaitingPayment, Processing } from './screens/waiting';
import type { Target } from './target';
import { useAnnouncements } from './use-announcements';
import { useWizard } from './use-wizard';

interface WizardProps {
	/** What the address points at; must stay the same object. */
	target: Target | null;
	settings: PageSettings;
	/** Tells the page; must stay the same function. */
	announce: Announce;
	/** Leaves for another address; must stay the same function. */
	goTo: (address: string) => void;
}

/** From "is it paid?" to "everything is booked". */
export const Wizard = ({ target, settings, announce, goTo }: WizardProps) => {
	const [state, tell] = useWizard(target, settings, goTo);
	useAnnouncements(state, announce);
	switch (state.screen) {
		case 'loading':
			return <Loading />;
		case 'processing':
			return (
				<Processing
					enrollment={state.enrollment}
					patience={state.patience}
					onCheckAgain={() => tell({ type: 'patience_renewed' })}
				/>
			);
		case 'awaiting_payment':
			return (
				<AwaitingPayment
					enrollment={state.enrollment}
					onCheckAgain={() => tell({ type: 'load_again' })}
				/>
			);
		case 'ended':
			return <Ended enrollment={state.enrollment} settings={settings} />;
		case 'choosing':
			return (
				<ChoosingScreen
					state={state}
					tell={tell}
					settings={settings}
					isWelcome={target?.kind === 'session'}
				/>
			);
		case 'saved':
			return <Saved plan={state.plan} remaining={state.remaining} settings={settings} />;
		case 'all_booked':
			return <AllBooked plan={state.plan} settings={settings} isWelcome={target?.kind === 'session'} />;
		case 'problem':
			return (
				<Problem code={state.code} settings={settings} onRetry={() => tell({ type: 'load_again' })} />
			);
	}
};
