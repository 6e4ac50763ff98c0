import { registerBlockType, type BlockConfiguration } from '@wordpress/blocks';
import metadata from './block.json';
import { Edit, type DashboardAttributes } from './edit';
import './style.scss';

registerBlockType<DashboardAttributes>(metadata as unknown as BlockConfiguration<DashboardAttributes>, {
	edit: Edit,
});
