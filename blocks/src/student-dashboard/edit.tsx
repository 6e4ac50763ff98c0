import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { Disabled, PanelBody } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { MovesFocus } from '../shared/screen';
import { Overview } from './overview';
import { sampleAnswer } from './sample';

const NOWHERE = { dashboardUrl: '', wizardUrl: '#', loginUrl: '', homeUrl: '#' };

/** The block in the editor: what a student with one course sees. */
export const Edit = () => (
	<div {...useBlockProps()}>
		<InspectorControls>
			<PanelBody title={__('About this block', 'cohort-enrollment')}>
				<p>
					{__(
						'Every student sees their own courses here. What you see is a sample.',
						'cohort-enrollment',
					)}
				</p>
			</PanelBody>
		</InspectorControls>
		<Disabled>
			<MovesFocus.Provider value={false}>
				<Overview answer={sampleAnswer()} settings={NOWHERE} bookedJustNow={0} />
			</MovesFocus.Provider>
		</Disabled>
	</div>
);
