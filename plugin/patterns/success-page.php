<?php
/**
 * Pattern: the page on which students land after payment. True whatever became of the payment.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

$cohort_enrollment_switched = switch_to_locale( get_locale() );
?>
<!-- wp:cohort-enrollment/session-wizard /-->

<!-- wp:spacer {"height":"2rem"} -->
<div style="height:2rem" aria-hidden="true" class="wp-block-spacer"></div>
<!-- /wp:spacer -->

<!-- wp:separator {"className":"is-style-wide"} -->
<hr class="wp-block-separator has-alpha-channel-opacity is-style-wide"/>
<!-- /wp:separator -->

<!-- wp:heading {"fontSize":"large"} -->
<h2 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'Good to know', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:list -->
<ul class="wp-block-list"><!-- wp:list-item -->
<li><?php esc_html_e( 'Your sessions, their times, places and meeting links are always on your own page.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><?php esc_html_e( 'You need not choose all your times now. Close this page whenever you like; nothing is lost.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><?php esc_html_e( 'We email you whenever something about your enrollment changes.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item --></ul>
<!-- /wp:list -->
<?php
if ( $cohort_enrollment_switched ) {
	restore_previous_locale();
}
