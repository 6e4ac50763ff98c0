<?php
/**
 * Something that waits for a person.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail\Kinds;

use Cohort_Enrollment\Admin\App_Page;
use Cohort_Enrollment\Mail\Content;
use Cohort_Enrollment\Mail\Link;
use Cohort_Enrollment\Mail\Task;

/**
 * To the staff.
 */
final class Task_Opened {

	/**
	 * The words.
	 *
	 * @param Task $task What to look at.
	 */
	public static function content( Task $task ): Content {
		$words  = Task_Words::of( $task->kind );
		$stripe = $task->stripe_url();
		return new Content(
			/* translators: %s: what is wrong, such as "A refund did not go through". */
			sprintf( __( 'Needs a person: %s', 'cohort-enrollment' ), $words->title ),
			$words->title,
			[],
			new Link( App_Page::url( App_Page::ATTENTION, '/' . $task->id ), __( 'Open the task', 'cohort-enrollment' ) ),
			null === $stripe ? [] : [ new Link( $stripe, __( 'Look at it in Stripe', 'cohort-enrollment' ) ) ],
			( $task->purchase?->facts() ?? [] ) + self::facts( $task ),
			[
				__( 'What happened', 'cohort-enrollment' ) => $words->happened,
				__( 'Why it matters', 'cohort-enrollment' ) => $words->matters,
				__( 'What to do', 'cohort-enrollment' )    => $words->to_do,
			]
		);
	}

	/**
	 * Where to find it.
	 *
	 * @param Task $task What to look at.
	 * @return array<string, string> Value by label.
	 */
	private static function facts( Task $task ): array {
		return [
			__( 'In Stripe', 'cohort-enrollment' ) => (string) $task->stripe_id,
			__( 'Mode', 'cohort-enrollment' )      => $task->livemode ? __( 'Live: real money', 'cohort-enrollment' ) : __( 'Test: no real money', 'cohort-enrollment' ),
			__( 'Task', 'cohort-enrollment' )      => (string) $task->id,
		];
	}
}
