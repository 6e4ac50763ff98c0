import { registerBlockType, type BlockConfiguration } from '@wordpress/blocks';
import metadata from './block.json';
import { Edit } from './edit';
import type { CourseCohortsAttributes } from './attributes';
import './style.scss';
import './editor.scss';

registerBlockType<CourseCohortsAttributes>(
	metadata as unknown as BlockConfiguration<CourseCohortsAttributes>,
	{ edit: Edit },
);
