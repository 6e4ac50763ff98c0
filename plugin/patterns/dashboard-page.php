<?php
/**
 * Pattern: the page with the student’s courses.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

$cohort_enrollment_switched = switch_to_locale( get_locale() );
?>
<!-- wp:cohort-enrollment/student-dashboard /-->

<!-- wp:spacer {"height":"2rem"} -->
<div style="height:2rem" aria-hidden="true" class="wp-block-spacer"></div>
<!-- /wp:spacer -->

<!-- wp:separator {"className":"is-style-wide"} -->
<hr class="wp-block-separator has-alpha-channel-opacity is-style-wide"/>
<!-- /wp:separator -->

<!-- wp:heading {"fontSize":"large"} -->
<h2 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'Looking for another course?', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php esc_html_e( 'See what we offer', 'cohort-enrollment' ); ?></a></p>
<!-- /wp:paragraph -->
<?php
if ( $cohort_enrollment_switched ) {
	restore_previous_locale();
}
