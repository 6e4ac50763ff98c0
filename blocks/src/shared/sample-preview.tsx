import { InspectorControls, useBlockProps } from '@wordpress/block-editor';
import { Disabled, PanelBody } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { MovesFocus } from './screen';

interface SamplePreviewProps {
	/** What an editor should know of the block, in the sidebar. */
	about: string;
	/** The block with made-up content; nothing in it reacts, and it leaves the focus alone. */
	children: ReactNode;
}

/** A block in the editor whose real content belongs to each student. */
export const SamplePreview = ({ about, children }: SamplePreviewProps) => (
	<div {...useBlockProps()}>
		<InspectorControls>
			<PanelBody title={__('About this block', 'cohort-enrollment')}>
				<p>{about}</p>
			</PanelBody>
		</InspectorControls>
		<Disabled>
			<MovesFocus.Provider value={false}>{children}</MovesFocus.Provider>
		</Disabled>
	</div>
);
