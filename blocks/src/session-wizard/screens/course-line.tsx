interface CourseLineProps {
	courseTitle: string;
	cohortName: string;
}

/** Which course and cohort a screen is about. */
export const CourseLine = ({ courseTitle, cohortName }: CourseLineProps) => (
	<p className="cohort-enrollment-course-line">
		<strong>{courseTitle}</strong> <span>{cohortName}</span>
	</p>
);
