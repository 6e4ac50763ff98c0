import { __ } from '@wordpress/i18n';
import type { ScheduleProblem, ScheduleResponse } from '@cohort-enrollment/sidecar/contract';
import { StatusMark } from '../../shared/status-mark';
import { problemText } from './problem-words';

interface ProblemListProps {
	problems: readonly ScheduleProblem[];
	schedule: ScheduleResponse;
}

/** What is wrong with a step or a session, in words. */
export const ProblemList = ({ problems, schedule }: ProblemListProps) =>
	problems.length === 0 ? null : (
		<ul className="ce-admin__schedule-problems">
			{problems.map((problem, index) => (
				<li key={index}>
					<StatusMark
						tone={problem.severity === 'error' ? 'bad' : 'warning'}
						label={
							problem.severity === 'error'
								? __('Error', 'cohort-enrollment')
								: __('Warning', 'cohort-enrollment')
						}
					/>
					<span>{problemText(problem, schedule)}</span>
				</li>
			))}
		</ul>
	);
