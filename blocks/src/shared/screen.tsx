import { createContext, useContext, useEffect, useRef } from '@wordpress/element';
import type { ReactNode } from 'react';

/** Off in the editor's preview, which must leave the focus where the editor works. */
export const MovesFocus = createContext(true);

interface ScreenProps {
	title: string;
	children?: ReactNode;
}

/**
 * One screen of a block. Its heading takes the focus when the screen appears, so that keyboards and screen readers
 * follow; not from an element outside of the block that somebody is using.
 */
export const Screen = ({ title, children }: ScreenProps) => {
	const heading = useRef<HTMLHeadingElement>(null);
	const movesFocus = useContext(MovesFocus);
	useEffect(() => {
		const element = heading.current;
		const { activeElement, body } = document;
		if (movesFocus && element && (activeElement === null || activeElement === body)) {
			element.focus({ preventScroll: true });
		}
	}, [title, movesFocus]);
	return (
		<section className="cohort-enrollment-screen">
			<h2 className="cohort-enrollment-screen__title" ref={heading} tabIndex={-1}>
				{title}
			</h2>
			{children}
		</section>
	);
};
