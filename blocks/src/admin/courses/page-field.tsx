import { Button, ComboboxControl, ExternalLink } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { adminSettings } from '../settings';
import { Card } from '../shared/card';
import { optional } from '../shared/fields';
import { useNotify } from '../shared/notifications';
import { ProblemNotice } from '../shared/problem-notice';
import { RequestError } from '../shared/request';
import { StatusMark } from '../shared/status-mark';
import { useResource } from '../shared/use-resource';
import { createCoursePage, publishPage, readPage, searchPages, type SitePage } from './pages';

interface PageFieldProps {
	pageId: number | null;
	/** Title of a page that is made for the course. */
	courseTitle: string;
	onChange: (pageId: number | null) => void;
}

const SEARCH_DELAY_MILLISECONDS = 250;

const STATUS_LABELS: Record<string, () => string> = {
	draft: () => __('Draft', 'cohort-enrollment'),
	pending: () => __('Pending review', 'cohort-enrollment'),
	future: () => __('Scheduled', 'cohort-enrollment'),
	private: () => __('Private', 'cohort-enrollment'),
};

const untitled = () => __('(no title)', 'cohort-enrollment');

/** "Choir (Draft)" */
const pageLabel = ({ title, status }: SitePage): string => {
	const words = title === '' ? untitled() : title;
	const label = STATUS_LABELS[status];
	return label ? `${words} (${label()})` : words;
};

/** Does something once at a time and keeps what went wrong. */
const useAct = () => {
	const [state, setState] = useState<{ isBusy: boolean; error?: RequestError }>({ isBusy: false });
	const act = (work: () => Promise<void>): void => {
		if (state.isBusy) {
			return;
		}
		setState({ isBusy: true });
		work().then(
			() => setState({ isBusy: false }),
			(error: unknown) =>
				setState({
					isBusy: false,
					error: error instanceof RequestError ? error : new RequestError('unexpected_answer'),
				}),
		);
	};
	return { ...state, act };
};

const PageStatus = ({
	page,
	onPublish,
	isBusy,
}: {
	page: SitePage;
	onPublish: () => void;
	isBusy: boolean;
}) => {
	const { postUrl, canManage, canPublishPages } = adminSettings();
	const isPublished = page.status === 'publish';
	return (
		<p className="ce-admin__page-status">
			{isPublished ? (
				<StatusMark tone="good" label={__('Published', 'cohort-enrollment')} />
			) : (
				<StatusMark tone="warning" label={STATUS_LABELS[page.status]?.() ?? page.status} />
			)}
			<ExternalLink href={page.link}>
				{isPublished ? __('View page', 'cohort-enrollment') : __('Preview page', 'cohort-enrollment')}
			</ExternalLink>
			{canPublishPages && (
				<ExternalLink href={`${postUrl}${page.id}`}>
					{__('Edit page', 'cohort-enrollment')}
				</ExternalLink>
			)}
			{canManage && canPublishPages && !isPublished && (
				<Button __next40pxDefaultSize variant="secondary" isBusy={isBusy} onClick={onPublish}>
					{__('Publish page', 'cohort-enrollment')}
				</Button>
			)}
		</p>
	);
};

/** Which page sells the course: one that is there, or one made from the pattern. */
export const PageField = ({ pageId, courseTitle, onChange }: PageFieldProps) => {
	const notify = useNotify();
	const { canManage, canPublishPages } = adminSettings();
	const { isBusy, error, act } = useAct();
	const [search, setSearch] = useState('');
	const searchSoon = useDebounce(setSearch, SEARCH_DELAY_MILLISECONDS);
	const found = useResource(`pages ${search}`, () => searchPages(search));
	const chosen = useResource(pageId === null ? null : `page ${pageId}`, () => readPage(pageId ?? 0));
	const page = pageId === null ? undefined : chosen.data;
	const isGone = page === null && !chosen.isLoading;
	const pages = [...(page ? [page] : []), ...(found.data ?? []).filter(({ id }) => id !== page?.id)];
	const create = () =>
		act(async () => {
			const made = await createCoursePage(courseTitle.trim());
			onChange(made.id);
			notify(
				__(
					'The page was created as a draft. Save the course, and the page shows it.',
					'cohort-enrollment',
				),
			);
		});
	const publish = () =>
		act(async () => {
			chosen.replace(await publishPage(pageId ?? 0));
			notify(__('The page was published.', 'cohort-enrollment'));
		});
	const problem = error ?? found.error ?? (pageId === null ? undefined : chosen.error);
	return (
		<Card
			title={__('Page', 'cohort-enrollment')}
			description={__(
				'Where visitors find the course. The blocks on it show the course by themselves.',
				'cohort-enrollment',
			)}
		>
			{problem && <ProblemNotice error={problem} />}
			<ComboboxControl
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				className={isGone ? 'ce-admin__field has-problem' : 'ce-admin__field'}
				label={optional(__('Page that sells the course', 'cohort-enrollment'))}
				help={
					isGone && (
						<span className="ce-admin__field-problem">
							{__('The page is not there any more. Choose another.', 'cohort-enrollment')}
						</span>
					)
				}
				value={pageId === null ? null : String(pageId)}
				options={pages.map((option) => ({ value: String(option.id), label: pageLabel(option) }))}
				onFilterValueChange={searchSoon}
				onChange={(value) => onChange(value ? Number(value) : null)}
			/>
			{page && <PageStatus page={page} isBusy={isBusy} onPublish={publish} />}
			{pageId === null && canManage && canPublishPages && (
				<div className="ce-admin__buttons">
					<Button
						__next40pxDefaultSize
						variant="secondary"
						isBusy={isBusy}
						accessibleWhenDisabled
						disabled={isBusy || courseTitle.trim() === ''}
						description={__('Give the course a title first.', 'cohort-enrollment')}
						onClick={create}
					>
						{__('Create a page', 'cohort-enrollment')}
					</Button>
				</div>
			)}
		</Card>
	);
};
