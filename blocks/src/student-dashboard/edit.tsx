import type { BlockEditProps } from '@wordpress/blocks';
import { __ } from '@wordpress/i18n';
import { SamplePreview } from '../shared/sample-preview';
import { Overview } from './overview';
import { sampleAnswer } from './sample';

/** What an editor sets on the block. */
export type DashboardAttributes = { show: 'everything' | 'next-session' };

const NOWHERE = { dashboardUrl: '', wizardUrl: '#', loginUrl: '', homeUrl: '#' };

/** The block in the editor: what a student with one course sees. */
export const Edit = ({ attributes }: Pick<BlockEditProps<DashboardAttributes>, 'attributes'>) => (
	<SamplePreview
		about={__(
			'Every student sees their own courses here. What you see is a sample.',
			'cohort-enrollment',
		)}
	>
		<Overview answer={sampleAnswer()} settings={{ ...NOWHERE, ...attributes }} bookedJustNow={0} />
	</SamplePreview>
);
