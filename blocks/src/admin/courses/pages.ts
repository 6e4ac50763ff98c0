import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { adminSettings } from '../settings';
import { RequestError } from '../shared/request';

/** A WordPress page that sells a course, or may do so. */
export interface SitePage {
	id: number;
	title: string;
	status: string;
	/** Where visitors find it; a preview while it is not published. */
	link: string;
}

interface PageAnswer {
	id: number;
	title: { rendered: string };
	status: string;
	link: string;
}

const PATTERN = 'cohort-enrollment/course-page';
const FIELDS = 'id,title,status,link';
const MOST_FOUND = 20;

/** Titles come as HTML. Nothing of it runs: the document is never shown. */
const plainText = (html: string): string =>
	new DOMParser().parseFromString(html, 'text/html').body.textContent;

/** The other way round: a title of ours is text, whatever it looks like. */
const asHtml = (text: string): string => {
	const element = document.createElement('span');
	element.textContent = text;
	return element.innerHTML;
};

const toPage = ({ id, title, status, link }: PageAnswer): SitePage => ({
	id,
	title: plainText(title.rendered),
	status,
	link,
});

const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
	try {
		return await apiFetch<Answer>({
			path,
			...(body === undefined ? {} : { method: 'POST', data: body }),
		});
	} catch (error) {
		const { code } = error as { code?: unknown };
		throw new RequestError(typeof code === 'string' ? code : 'network');
	}
};

/** Drafts are seen by those who may write pages. */
const statuses = (): string =>
	adminSettings().canPublishPages ? 'publish,future,draft,pending,private' : 'publish';

/** Pages whose title or content has the words, those changed last first. Raises RequestError. */
export const searchPages = async (search: string): Promise<SitePage[]> => {
	const query = { search, per_page: MOST_FOUND, orderby: 'modified', status: statuses(), _fields: FIELDS };
	return (await ask<PageAnswer[]>(addQueryArgs('/wp/v2/pages', query))).map(toPage);
};

/** One page; null when it is not there any more, or in the trash. Raises RequestError. */
export const readPage = async (id: number): Promise<SitePage | null> => {
	try {
		const page = toPage(await ask<PageAnswer>(addQueryArgs(`/wp/v2/pages/${id}`, { _fields: FIELDS })));
		return page.status === 'trash' ? null : page;
	} catch (error) {
		if (error instanceof RequestError && error.code === 'rest_post_invalid_id') {
			return null;
		}
		throw error;
	}
};

/** Writes the draft of a page that sells a course, from the plugin's pattern. Raises RequestError. */
export const createCoursePage = async (title: string): Promise<SitePage> => {
	const patterns = await ask<{ name: string; content: string }[]>(
		'/wp/v2/block-patterns/patterns?_fields=name,content',
	);
	const pattern = patterns.find(({ name }) => name === PATTERN);
	if (!pattern) {
		throw new RequestError('pattern_missing');
	}
	return toPage(
		await ask<PageAnswer>(addQueryArgs('/wp/v2/pages', { _fields: FIELDS }), {
			title: asHtml(title),
			content: pattern.content,
			status: 'draft',
		}),
	);
};

/** Shows a page to everybody. Raises RequestError. */
export const publishPage = async (id: number): Promise<SitePage> =>
	toPage(
		await ask<PageAnswer>(addQueryArgs(`/wp/v2/pages/${id}`, { _fields: FIELDS }), { status: 'publish' }),
	);
