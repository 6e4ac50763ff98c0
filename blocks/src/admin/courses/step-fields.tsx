import { DropdownMenu, FormTokenField, MenuGroup, MenuItem } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { CourseStep } from '@cohort-enrollment/sidecar/contract';
import { adminSettings } from '../settings';
import { SwitchField, TextField } from '../shared/fields';
import type { StepDraft } from './course-draft';
import type { ClassNames } from './use-classes';

interface StepFieldsProps {
	step: StepDraft;
	/** As it is saved; undefined while it is new. */
	saved: CourseStep | undefined;
	place: { index: number; last: number };
	/** Undefined until they were read. */
	names: ClassNames | undefined;
	/** The last attempt to save was refused because of it. */
	isRefused: boolean;
	problemOf: (field: 'label' | 'title' | 'groupClassIds') => string | undefined;
	onChange: (edit: Partial<StepDraft>) => void;
	onMove: (to: number) => void;
	onRemove: () => void;
}

interface ClassesFieldProps extends Pick<StepFieldsProps, 'step' | 'saved' | 'onChange'> {
	names: ClassNames;
	problem: string | undefined;
}

/** The ids behind what was chosen; those that a cohort offers stay. */
const chosenIds = (chosen: readonly string[], used: readonly number[], names: ClassNames): number[] => {
	const ids = chosen.flatMap((name) => names.idOf(name) ?? []);
	return [...ids, ...used.filter((id) => !ids.includes(id))];
};

const helpOf = ({ groupClassIds }: StepDraft, kept: string | null): string | undefined => {
	if (kept !== null) {
		return sprintf(
			/* translators: %s: name of a weekly class. */
			__('“%s” stays: a cohort has it in its schedule. Take it out there first.', 'cohort-enrollment'),
			kept,
		);
	}
	return groupClassIds.length === 0
		? __('Without a class the step cannot take place.', 'cohort-enrollment')
		: undefined;
};

const ClassesField = ({ step, saved, names, problem, onChange }: ClassesFieldProps) => {
	const [kept, setKept] = useState<string | null>(null);
	useEffect(() => setKept(null), [saved]);
	const used = (saved?.usedGroupClassIds ?? []).filter((id) => step.groupClassIds.includes(id));
	const words = problem ?? helpOf(step, kept);
	return (
		<div className={problem === undefined ? 'ce-admin__classes' : 'ce-admin__classes has-problem'}>
			<FormTokenField
				__next40pxDefaultSize
				__nextHasNoMarginBottom
				__experimentalExpandOnFocus
				help=""
				__experimentalValidateInput={(name: string) => names.idOf(name) !== undefined}
				label={__('Weekly classes', 'cohort-enrollment')}
				value={step.groupClassIds.flatMap((id) => names.nameOf(id) ?? [])}
				suggestions={names.active}
				maxSuggestions={50}
				disabled={!adminSettings().canManage}
				onChange={(tokens) => {
					const chosen = tokens.map((token) => (typeof token === 'string' ? token : token.value));
					const missing = used.find((id) => !chosen.includes(names.nameOf(id) ?? ''));
					setKept(missing === undefined ? null : (names.nameOf(missing) ?? null));
					onChange({ groupClassIds: chosenIds(chosen, used, names) });
				}}
			/>
			{words !== undefined && (
				<p
					className={problem === undefined ? 'ce-admin__field-help' : 'ce-admin__field-problem'}
					role="status"
				>
					{words}
				</p>
			)}
		</div>
	);
};

type StepMenuProps = Pick<StepFieldsProps, 'step' | 'saved' | 'place' | 'onMove' | 'onRemove'>;

const StepMenu = ({ step, saved, place, onMove, onRemove }: StepMenuProps) => (
	<DropdownMenu
		icon="ellipsis"
		/* translators: %s: label of a step. */
		label={sprintf(__('More for %s', 'cohort-enrollment'), step.label)}
		toggleProps={{ __next40pxDefaultSize: true }}
	>
		{({ onClose }) => {
			const item = (label: string, isDisabled: boolean, act: () => void, info?: string) => (
				<MenuItem
					disabled={isDisabled}
					{...(info !== undefined && { info })}
					onClick={() => {
						onClose();
						act();
					}}
				>
					{label}
				</MenuItem>
			);
			return (
				<>
					<MenuGroup>
						{item(__('Move up', 'cohort-enrollment'), place.index === 0, () =>
							onMove(place.index - 1),
						)}
						{item(__('Move down', 'cohort-enrollment'), place.index === place.last, () =>
							onMove(place.index + 1),
						)}
					</MenuGroup>
					<MenuGroup>
						{item(
							__('Remove step', 'cohort-enrollment'),
							saved?.isInUse === true,
							onRemove,
							saved?.isInUse === true
								? __(
										'A cohort or student has it. Switch it off instead.',
										'cohort-enrollment',
									)
								: undefined,
						)}
					</MenuGroup>
				</>
			);
		}}
	</DropdownMenu>
);

/** One step of a course. */
export const StepFields = (props: StepFieldsProps) => {
	const { step, saved, names, isRefused, problemOf, onChange } = props;
	const { canManage } = adminSettings();
	return (
		<div className={isRefused ? 'ce-admin__step-fields has-problem' : 'ce-admin__step-fields'}>
			<div className="ce-admin__step-words">
				<TextField
					label={__('Label', 'cohort-enrollment')}
					value={step.label}
					onChange={(label) => onChange({ label })}
					problem={problemOf('label')}
					isRequired
					attributes={{ maxLength: 64 }}
				/>
				<TextField
					label={__('Title', 'cohort-enrollment')}
					value={step.title}
					onChange={(title) => onChange({ title })}
					problem={problemOf('title')}
					isRequired
					attributes={{ maxLength: 200 }}
				/>
				{canManage && <StepMenu {...props} />}
			</div>
			<div className="ce-admin__step-more">
				{names && (
					<ClassesField
						step={step}
						saved={saved}
						names={names}
						problem={problemOf('groupClassIds')}
						onChange={onChange}
					/>
				)}
				<SwitchField
					label={__('Active', 'cohort-enrollment')}
					value={step.isActive}
					onChange={(isActive) => onChange({ isActive })}
				/>
			</div>
		</div>
	);
};
