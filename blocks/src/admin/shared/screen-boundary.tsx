import { Component } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';

interface ScreenBoundaryProps {
	/** Where the app is: another place is tried anew. */
	place: string;
	onReload?: () => void;
	children: ReactNode;
}

interface ScreenBoundaryState {
	isBroken: boolean;
}

const reloadPage = (): void => window.location.reload();

/** Says that a screen broke while it was drawn: React takes the whole app away then, and leaves a blank page. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, ScreenBoundaryState> {
	static getDerivedStateFromError(): ScreenBoundaryState {
		return { isBroken: true };
	}

	override state: ScreenBoundaryState = { isBroken: false };

	override componentDidUpdate(before: ScreenBoundaryProps, { isBroken }: ScreenBoundaryState): void {
		if (isBroken && before.place !== this.props.place) {
			this.setState({ isBroken: false });
		}
	}

	override render(): ReactNode {
		const { onReload = reloadPage, children } = this.props;
		if (!this.state.isBroken) {
			return children;
		}
		// Of plain HTML: what broke may be a component of WordPress.
		return (
			<div role="alert" className="notice notice-error inline">
				<p>
					{__(
						'This screen has broken. What was saved is saved; what you had typed since is lost. Reload the page to go on. If it breaks again, please tell whoever looks after this site.',
						'cohort-enrollment',
					)}
				</p>
				<p>
					<button type="button" className="button" onClick={onReload}>
						{__('Reload the page', 'cohort-enrollment')}
					</button>
				</p>
			</div>
		);
	}
}
