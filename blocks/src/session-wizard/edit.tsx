import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { Disabled, PanelBody } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { MovesFocus } from '../shared/screen';
import { sampleState } from './sample';
import { ChoosingScreen } from './screens/choosing';

const NOWHERE = { dashboardUrl: '', wizardUrl: '', loginUrl: '', homeUrl: '#' };
const ignore = () => {};

/** The block in the editor: what a student sees after paying, with made-up sessions. */
export const Edit = () => (
	<div {...useBlockProps()}>
		<InspectorControls>
			<PanelBody title={__('About this block', 'cohort-enrollment')}>
				<p>
					{__(
						'Students come here after paying and choose their sessions. What you see is a sample; the text around the block is yours.',
						'cohort-enrollment',
					)}
				</p>
			</PanelBody>
		</InspectorControls>
		<Disabled>
			<MovesFocus.Provider value={false}>
				<ChoosingScreen state={sampleState()} tell={ignore} settings={NOWHERE} isWelcome />
			</MovesFocus.Provider>
		</Disabled>
	</div>
);
