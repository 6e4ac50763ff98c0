import {
	closestCenter,
	DndContext,
	KeyboardSensor,
	PointerSensor,
	useSensor,
	useSensors,
	type Announcements,
	type UniqueIdentifier,
} from '@dnd-kit/core';
import {
	SortableContext,
	sortableKeyboardCoordinates,
	useSortable,
	verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { StepDraft } from './course-draft';

interface SortableStepsProps {
	steps: readonly StepDraft[];
	isDisabled: boolean;
	onMove: (from: number, to: number) => void;
	/** The fields of one step. */
	children: (step: StepDraft, index: number) => ReactNode;
}

/** A step's name for whoever hears it. */
const spoken = ({ label, title }: StepDraft): string =>
	[label, title].filter((words) => words !== '').join(': ');

/**
 * What screen readers hear while a step is moved.
 *
 * @param steps The list as it was before.
 * @param last  Over which step it was last: a step that is picked up is over itself at once, which is no news.
 */
export const announcements = (
	steps: readonly StepDraft[],
	last: { current: UniqueIdentifier | undefined },
): Announcements => {
	const place = (id: UniqueIdentifier): number => steps.findIndex(({ key }) => key === id) + 1;
	const name = (id: UniqueIdentifier): string => {
		const step = steps.find(({ key }) => key === id);
		return step ? spoken(step) : '';
	};
	const at = (active: UniqueIdentifier, over: UniqueIdentifier | undefined): string =>
		sprintf(
			/* translators: 1: name of a step. 2: its new place. 3: number of steps. */
			__('%1$s is now at place %2$d of %3$d.', 'cohort-enrollment'),
			name(active),
			place(over ?? active),
			steps.length,
		);
	return {
		onDragStart: ({ active }) => {
			last.current = active.id;
			return sprintf(
				/* translators: 1: name of a step. 2: its place. 3: number of steps. */
				__('%1$s is picked up at place %2$d of %3$d.', 'cohort-enrollment'),
				name(active.id),
				place(active.id),
				steps.length,
			);
		},
		onDragOver: ({ active, over }) => {
			if (over?.id === last.current) {
				return undefined;
			}
			last.current = over?.id;
			return at(active.id, over?.id);
		},
		onDragEnd: ({ active, over }) => at(active.id, over?.id),
		onDragCancel: ({ active }) =>
			/* translators: %s: name of a step. */
			sprintf(__('%s is back where it was.', 'cohort-enrollment'), name(active.id)),
	};
};

interface SortableStepProps {
	step: StepDraft;
	isDisabled: boolean;
	children: ReactNode;
}

const SortableStep = ({ step, isDisabled, children }: SortableStepProps) => {
	const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
		useSortable({ id: step.key, disabled: isDisabled });
	return (
		<li
			ref={setNodeRef}
			className={isDragging ? 'ce-admin__step is-dragging' : 'ce-admin__step'}
			style={{ transform: CSS.Translate.toString(transform), transition }}
		>
			{!isDisabled && (
				<button
					{...attributes}
					{...listeners}
					ref={setActivatorNodeRef}
					type="button"
					className="ce-admin__handle"
					/* translators: %s: name of a step. */
					aria-label={sprintf(__('Move %s', 'cohort-enrollment'), spoken(step))}
				>
					<span aria-hidden="true" className="dashicons dashicons-menu" />
				</button>
			)}
			{children}
		</li>
	);
};

/** A list of steps that are put in order by dragging their handle, or with the keyboard: space, arrows, space. */
export const SortableSteps = ({ steps, isDisabled, onMove, children }: SortableStepsProps) => {
	const sensors = useSensors(
		// A click on the handle is not yet a drag.
		useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
		useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
	);
	const lastOver = useRef<UniqueIdentifier>();
	const place = (id: UniqueIdentifier) => steps.findIndex(({ key }) => key === id);
	return (
		<DndContext
			sensors={sensors}
			collisionDetection={closestCenter}
			accessibility={{
				announcements: announcements(steps, lastOver),
				screenReaderInstructions: {
					draggable: __(
						'To move a step, press the space bar, then the arrow keys, then the space bar again. Escape leaves it where it was.',
						'cohort-enrollment',
					),
				},
			}}
			onDragEnd={({ active, over }) => {
				if (over && over.id !== active.id) {
					onMove(place(active.id), place(over.id));
				}
			}}
		>
			<SortableContext items={steps.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
				<ol className="ce-admin__steps">
					{steps.map((step, index) => (
						<SortableStep key={step.key} step={step} isDisabled={isDisabled}>
							{children(step, index)}
						</SortableStep>
					))}
				</ol>
			</SortableContext>
		</DndContext>
	);
};
