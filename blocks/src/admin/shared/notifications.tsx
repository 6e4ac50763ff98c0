import { SnackbarList } from '@wordpress/components';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from '@wordpress/element';
import type { ReactNode } from 'react';

interface Message {
	id: string;
	content: string;
}

const NotifyContext = createContext<(content: string) => void>(() => undefined);

/** Tells in a corner, and to screen readers, that something went well. Failures stay where they happened. */
export const useNotify = (): ((content: string) => void) => useContext(NotifyContext);

/** Shows what {@link useNotify} is told. */
export const Notifications = ({ children }: { children: ReactNode }) => {
	const [messages, setMessages] = useState<readonly Message[]>([]);
	// Not a UUID: browsers only make those on sites with https.
	const count = useRef(0);
	const notify = useCallback((content: string) => {
		count.current += 1;
		const id = String(count.current);
		setMessages((list) => [...list, { id, content }]);
	}, []);
	const forget = useCallback(
		(id: string) => setMessages((list) => list.filter((message) => message.id !== id)),
		[],
	);
	const notices = useMemo(
		() => messages.map((message) => ({ ...message, spokenMessage: message.content })),
		[messages],
	);
	return (
		<NotifyContext.Provider value={notify}>
			{children}
			<SnackbarList notices={notices} onRemove={forget} className="ce-admin__notifications" />
		</NotifyContext.Provider>
	);
};
