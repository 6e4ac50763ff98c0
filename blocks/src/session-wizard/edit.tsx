import { __ } from '@wordpress/i18n';
import { SamplePreview } from '../shared/sample-preview';
import { sampleState } from './sample';
import { ChoosingScreen } from './screens/choosing';

const NOWHERE = { dashboardUrl: '', wizardUrl: '', loginUrl: '', homeUrl: '#' };
const ignore = () => {};

/** The block in the editor: what a student sees after paying, with made-up sessions. */
export const Edit = () => (
	<SamplePreview
		about={__(
			'Students come here after paying and choose their sessions. What you see is a sample; the text around the block is yours.',
			'cohort-enrollment',
		)}
	>
		<ChoosingScreen state={sampleState()} tell={ignore} settings={NOWHERE} isWelcome />
	</SamplePreview>
);
