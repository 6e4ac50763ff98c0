import { createContext, useContext, useMemo } from '@wordpress/element';
import type { ReactNode } from 'react';
import { errorMessage } from '../../shared/error-message';
import { COMMON_MESSAGES, type Messages } from './messages';
import type { RequestError } from './request';

const wordsOf = (own: Messages) => new Map(Object.entries({ ...COMMON_MESSAGES, ...own }));

const MessagesContext = createContext(wordsOf({}));

interface ScreenMessagesProps {
	/** Made once. */
	messages: Messages;
	children: ReactNode;
}

/** Gives one screen its own words for what it is refused for: another screen may have others for the same code. */
export const ScreenMessages = ({ messages, children }: ScreenMessagesProps) => {
	const words = useMemo(() => wordsOf(messages), [messages]);
	return <MessagesContext.Provider value={words}>{children}</MessagesContext.Provider>;
};

/** What staff reads on this screen when the admin interface refuses something, or does not answer. */
export const useProblemMessage = (): ((error: Pick<RequestError, 'code' | 'data'>) => string) => {
	const words = useContext(MessagesContext);
	return ({ code, data }) => words.get(code)?.(data) ?? errorMessage(code);
};
