declare module '*.scss';

/** The package ships no types; these are the parts that we use. */
declare module '@wordpress/block-editor' {
	import type { ComponentType, HTMLAttributes, ReactNode } from 'react';

	export const InspectorControls: ComponentType<{ children?: ReactNode; group?: string }>;
	export function useBlockProps(props?: HTMLAttributes<HTMLElement>): HTMLAttributes<HTMLElement>;
	export const store: string;
}
