import type { Course, CourseInput, CourseStepInput } from '@cohort-enrollment/sidecar/contract';

/** A step in the form. */
export interface StepDraft extends CourseStepInput {
	/** Names it while it has no id yet. */
	key: string;
}

/** What the form holds. */
export interface CourseDraft extends Omit<CourseInput, 'steps'> {
	steps: StepDraft[];
}

let made = 0;

/** A step that is not saved yet. The number it gets in its label is a proposal. */
export const newStep = (label: string): StepDraft => {
	made += 1;
	return { key: `new-${made}`, id: null, label, title: '', isActive: true, groupClassIds: [] };
};

/** What the form shows of a saved course. */
export const draftOf = ({ code, title, isActive, pageId, steps }: Course): CourseDraft => ({
	code,
	title,
	isActive,
	pageId,
	steps: steps.map((step) => ({
		key: String(step.id),
		id: step.id,
		label: step.label,
		title: step.title,
		isActive: step.isActive,
		groupClassIds: step.groupClassIds,
	})),
});

/** What is sent of it. */
export const inputOf = ({ steps, ...course }: CourseDraft): CourseInput => ({
	...course,
	steps: steps.map(({ key: _, ...step }) => step),
});

/** The steps with the one at `from` moved to `to`. */
export const moveStep = (steps: readonly StepDraft[], from: number, to: number): StepDraft[] => {
	const moved = [...steps];
	const [step] = moved.splice(from, 1);
	return step === undefined ? moved : [...moved.slice(0, to), step, ...moved.slice(to)];
};

/** A code made of a title: "Writing that Works" → "WRITING-THAT-WORKS". Letters that a code cannot have lose their marks. */
export const codeFrom = (title: string): string =>
	title
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/ß/g, 'ss')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.toUpperCase()
		.slice(0, 24)
		.replace(/-+$/, '');
