import { Notice } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { AttentionSignal } from '@cohort-enrollment/sidecar/contract';
import { adminSettings, screenUrl } from '../settings';
import { signalWords } from './signal-words';

/** More of a kind than a person reads at once. */
const MOST = 8;

/** Where it is mended. */
const SignalLink = ({ signal: { cohortId } }: { signal: AttentionSignal }) => {
	const { siteHealthUrl, canSeeSettings } = adminSettings();
	if (cohortId !== null) {
		return (
			<a href={screenUrl('cohorts', `/${cohortId}/schedule`)}>
				{__('Open the schedule', 'cohort-enrollment')}
			</a>
		);
	}
	return canSeeSettings ? <a href={siteHealthUrl}>{__('See Site Health', 'cohort-enrollment')}</a> : null;
};

const Signal = ({ signal }: { signal: AttentionSignal }) => {
	const { title, text } = signalWords(signal);
	const isError = signal.severity === 'error';
	return (
		<Notice
			status={isError ? 'error' : 'warning'}
			isDismissible={false}
			politeness="polite"
			className="ce-admin__signal"
		>
			<h3>
				{isError ? __('Fault:', 'cohort-enrollment') : __('Warning:', 'cohort-enrollment')} {title}
			</h3>
			<p>
				{text} <SignalLink signal={signal} />
			</p>
		</Notice>
	);
};

/** What is wrong with the system now, beside the tasks. */
export const Signals = ({ signals }: { signals: readonly AttentionSignal[] }) => {
	if (signals.length === 0) {
		return null;
	}
	const others = signals.length - MOST;
	return (
		<section className="ce-admin__signals" aria-label={__('Faults and warnings', 'cohort-enrollment')}>
			{signals.slice(0, MOST).map((signal, index) => (
				<Signal key={`${signal.code}:${index}`} signal={signal} />
			))}
			{others > 0 && (
				<p>
					{sprintf(
						/* translators: %d: number of faults and warnings that are not shown. */
						_n('And %d more.', 'And %d more.', others, 'cohort-enrollment'),
						others,
					)}
				</p>
			)}
		</section>
	);
};
