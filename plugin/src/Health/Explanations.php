<?php
/**
 * Words for what is wrong.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Sidecar\Unavailable;

/**
 * Says in plain, translated words what a state means and what to do about it.
 */
final class Explanations {

	/**
	 * Why there was no answer.
	 *
	 * @param string $reason A reason of {@see Unavailable}.
	 */
	public static function unreachable( string $reason ): string {
		return match ( $reason ) {
			Unavailable::TIMEOUT         => __( 'Something accepts the connection, but no answer comes in time. Look into the sidecar’s log.', 'cohort-enrollment' ),
			Unavailable::BLOCKED         => __( 'WordPress blocks requests to this address: add its host to WP_ACCESSIBLE_HOSTS in wp-config.php.', 'cohort-enrollment' ),
			Unavailable::NOT_THE_SIDECAR => __( 'Something else answers at this address. Check the address and port.', 'cohort-enrollment' ),
			Unavailable::NOT_CONFIGURED  => __( 'Its address or the shared secret in wp-config.php is not usable: the address must start with http:// or https://, the secret needs at least 32 characters.', 'cohort-enrollment' ),
			default                      => __( 'Nothing answers at its address. Start the sidecar, or correct the address.', 'cohort-enrollment' ),
		};
	}

	/**
	 * Why payments do not work.
	 *
	 * @param string $state `unreachable`, `invalid_key` or `not_configured`.
	 */
	public static function stripe( string $state ): string {
		return match ( $state ) {
			'unreachable'    => __( 'The sidecar cannot reach Stripe. Check its network, and Stripe’s status page.', 'cohort-enrollment' ),
			'invalid_key'    => __( 'Stripe does not accept the sidecar’s key. Check STRIPE_SECRET_KEY.', 'cohort-enrollment' ),
			'not_configured' => __( 'The sidecar has no Stripe key. Set STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.', 'cohort-enrollment' ),
			default          => __( 'The sidecar could not tell why. Look into its log.', 'cohort-enrollment' ),
		};
	}

	/**
	 * What is wrong with one of the two pages.
	 *
	 * @param Pages  $pages Where students land.
	 * @param string $page  One of Pages::SUCCESS, Pages::DASHBOARD.
	 * @return string '' when it is fine.
	 */
	public static function page( Pages $pages, string $page ): string {
		$post = $pages->find( $page );
		if ( null === $post ) {
			return Pages::SUCCESS === $page
				? __( 'There is no page for students to return to after payment.', 'cohort-enrollment' )
				: __( 'There is no page on which students see their courses.', 'cohort-enrollment' );
		}
		$title = '' === $post->post_title ? __( '(no title)', 'cohort-enrollment' ) : $post->post_title;
		if ( 'publish' !== $post->post_status ) {
			/* translators: %s: title of a page. */
			return sprintf( __( 'The page “%s” is not published, so students cannot see it.', 'cohort-enrollment' ), $title );
		}
		if ( $pages->has_its_block( $page ) ) {
			return '';
		}
		return Pages::SUCCESS === $page
			/* translators: %s: title of a page. */
			? sprintf( __( 'The page “%s” lacks the Session wizard block.', 'cohort-enrollment' ), $title )
			/* translators: %s: title of a page. */
			: sprintf( __( 'The page “%s” lacks the Student dashboard block.', 'cohort-enrollment' ), $title );
	}
}
