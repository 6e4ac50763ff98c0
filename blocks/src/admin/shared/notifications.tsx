import { SnackbarList } from '@wordpress/components';
import { createContext, useCallback, useContext, useMemo, useState } from '@wordpress/element';
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
	const notify = useCallback(
		(content: string) => setMessages((list) => [...list, { id: crypto.randomUUID(), content }]),
		[],
	);
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
