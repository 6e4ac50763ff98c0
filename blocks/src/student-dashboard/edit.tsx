import { __ } from '@wordpress/i18n';
import { SamplePreview } from '../shared/sample-preview';
import { Overview } from './overview';
import { sampleAnswer } from './sample';

const NOWHERE = { dashboardUrl: '', wizardUrl: '#', loginUrl: '', homeUrl: '#' };

/** The block in the editor: what a student with one course sees. */
export const Edit = () => (
	<SamplePreview
		about={__(
			'Every student sees their own courses here. What you see is a sample.',
			'cohort-enrollment',
		)}
	>
		<Overview answer={sampleAnswer()} settings={NOWHERE} bookedJustNow={0} />
	</SamplePreview>
);
