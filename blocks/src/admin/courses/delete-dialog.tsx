import { __, sprintf } from '@wordpress/i18n';
import type { Course } from '@cohort-enrollment/sidecar/contract';
import { ConfirmDialog } from '../shared/confirm-dialog';
import { useNotify } from '../shared/notifications';
import { remove } from '../shared/request';

interface DeleteCourseDialogProps {
	course: Pick<Course, 'id' | 'title' | 'version'>;
	onDeleted: () => void;
	onClose: () => void;
}

/** Asks before a course is deleted. */
export const DeleteCourseDialog = ({ course, onDeleted, onClose }: DeleteCourseDialogProps) => {
	const notify = useNotify();
	const { id, title, version } = course;
	return (
		<ConfirmDialog
			/* translators: %s: title of a course. */
			title={sprintf(__('Delete “%s”?', 'cohort-enrollment'), title)}
			confirmLabel={__('Delete course', 'cohort-enrollment')}
			isDestructive
			onClose={onClose}
			onConfirm={async () => {
				await remove(`/courses/${id}`, version);
				notify(__('The course was deleted.', 'cohort-enrollment'));
				onClose();
				onDeleted();
			}}
		>
			<p>
				{__(
					'The course disappears with its steps from all lists, and its code is free again. Past enrollments and payments stay in your students’ history; its page stays, too. Prices in Stripe are not touched.',
					'cohort-enrollment',
				)}
			</p>
			<p>
				{__(
					'A course that has cohorts or students cannot be deleted; switch it off instead.',
					'cohort-enrollment',
				)}
			</p>
		</ConfirmDialog>
	);
};
