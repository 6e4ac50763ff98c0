<?php
/**
 * Pattern: the page that sells a course. Good as it is; an editor makes it better.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

$cohort_enrollment_switched = switch_to_locale( get_locale() );
?>
<!-- wp:paragraph {"fontSize":"large"} -->
<p class="has-large-font-size"><?php esc_html_e( 'A live course with a beginning and an end: you start with a group, you learn together, and you finish together. Choose the cohort whose dates suit you.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph -->

<!-- wp:buttons -->
<div class="wp-block-buttons"><!-- wp:button -->
<div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="#cohorts"><?php esc_html_e( 'Choose your cohort', 'cohort-enrollment' ); ?></a></div>
<!-- /wp:button -->

<!-- wp:button {"className":"is-style-outline"} -->
<div class="wp-block-button is-style-outline"><a class="wp-block-button__link wp-element-button" href="#questions"><?php esc_html_e( 'Questions and answers', 'cohort-enrollment' ); ?></a></div>
<!-- /wp:button --></div>
<!-- /wp:buttons -->

<!-- wp:group {"style":{"spacing":{"margin":{"top":"var:preset|spacing|60","bottom":"0"},"blockGap":"var:preset|spacing|40"}},"layout":{"type":"constrained"}} -->
<div class="wp-block-group" style="margin-top:var(--wp--preset--spacing--60);margin-bottom:0"><!-- wp:heading -->
<h2 class="wp-block-heading"><?php esc_html_e( 'What you get', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:group {"style":{"spacing":{"blockGap":"var:preset|spacing|50"}},"layout":{"type":"grid","minimumColumnWidth":"16rem"}} -->
<div class="wp-block-group"><!-- wp:group {"style":{"spacing":{"blockGap":"var:preset|spacing|20"}},"layout":{"type":"default"}} -->
<div class="wp-block-group"><!-- wp:heading {"level":3,"fontSize":"large"} -->
<h3 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'A group to learn with', 'cohort-enrollment' ); ?></h3>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><?php esc_html_e( 'Everybody in your cohort starts together and goes through the same steps at the same pace. You are never alone with the material.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></div>
<!-- /wp:group -->

<!-- wp:group {"style":{"spacing":{"blockGap":"var:preset|spacing|20"}},"layout":{"type":"default"}} -->
<div class="wp-block-group"><!-- wp:heading {"level":3,"fontSize":"large"} -->
<h3 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'Live sessions', 'cohort-enrollment' ); ?></h3>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><?php esc_html_e( 'You meet at fixed times, with people who answer your questions there and then.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></div>
<!-- /wp:group -->

<!-- wp:group {"style":{"spacing":{"blockGap":"var:preset|spacing|20"}},"layout":{"type":"default"}} -->
<div class="wp-block-group"><!-- wp:heading {"level":3,"fontSize":"large"} -->
<h3 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'Times that suit you', 'cohort-enrollment' ); ?></h3>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><?php esc_html_e( 'Where a session is held at several times, you choose yours: right after you enroll, or later.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></div>
<!-- /wp:group -->

<!-- wp:group {"style":{"spacing":{"blockGap":"var:preset|spacing|20"}},"layout":{"type":"default"}} -->
<div class="wp-block-group"><!-- wp:heading {"level":3,"fontSize":"large"} -->
<h3 class="wp-block-heading has-large-font-size"><?php esc_html_e( 'Everything in one place', 'cohort-enrollment' ); ?></h3>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p><?php esc_html_e( 'Your sessions, their times, places and meeting links are always on your own page.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></div>
<!-- /wp:group --></div>
<!-- /wp:group --></div>
<!-- /wp:group -->

<!-- wp:group {"align":"full","style":{"color":{"background":"#7f7f7f1a"},"spacing":{"margin":{"top":"var:preset|spacing|60","bottom":"0"},"padding":{"top":"var:preset|spacing|60","bottom":"var:preset|spacing|60"},"blockGap":"var:preset|spacing|40"}},"layout":{"type":"constrained"}} -->
<div class="wp-block-group alignfull has-background" style="background-color:#7f7f7f1a;margin-top:var(--wp--preset--spacing--60);margin-bottom:0;padding-top:var(--wp--preset--spacing--60);padding-bottom:var(--wp--preset--spacing--60)"><!-- wp:heading {"align":"wide"} -->
<h2 class="wp-block-heading alignwide" id="cohorts"><?php esc_html_e( 'Choose your cohort', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:cohort-enrollment/course-cohorts {"align":"wide"} /--></div>
<!-- /wp:group -->

<!-- wp:group {"style":{"spacing":{"margin":{"top":"var:preset|spacing|60","bottom":"0"},"blockGap":"var:preset|spacing|40"}},"layout":{"type":"constrained"}} -->
<div class="wp-block-group" style="margin-top:var(--wp--preset--spacing--60);margin-bottom:0"><!-- wp:heading -->
<h2 class="wp-block-heading"><?php esc_html_e( 'How it works', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:list {"ordered":true} -->
<ol class="wp-block-list"><!-- wp:list-item -->
<li><?php esc_html_e( 'Choose a cohort. Your seat is kept for you while you pay.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><?php esc_html_e( 'If the course has a price, pay on a secure page. You are enrolled as soon as your payment has arrived.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item -->

<!-- wp:list-item -->
<li><?php esc_html_e( 'Choose your times. What is held only once is booked for you.', 'cohort-enrollment' ); ?></li>
<!-- /wp:list-item --></ol>
<!-- /wp:list --></div>
<!-- /wp:group -->

<!-- wp:group {"style":{"spacing":{"margin":{"top":"var:preset|spacing|60","bottom":"0"},"blockGap":"var:preset|spacing|40"}},"layout":{"type":"constrained"}} -->
<div class="wp-block-group" style="margin-top:var(--wp--preset--spacing--60);margin-bottom:0"><!-- wp:heading -->
<h2 class="wp-block-heading" id="questions"><?php esc_html_e( 'Questions and answers', 'cohort-enrollment' ); ?></h2>
<!-- /wp:heading -->

<!-- wp:details -->
<details class="wp-block-details"><summary><?php esc_html_e( 'In which time zone are the sessions?', 'cohort-enrollment' ); ?></summary><!-- wp:paragraph -->
<p><?php esc_html_e( 'Every cohort names its own time zone. Once you are enrolled, you see each session in the time zone of your device, too.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></details>
<!-- /wp:details -->

<!-- wp:details -->
<details class="wp-block-details"><summary><?php esc_html_e( 'What if the cohort that I want is full?', 'cohort-enrollment' ); ?></summary><!-- wp:paragraph -->
<p><?php esc_html_e( 'Join its waiting list. We email you as soon as a seat is free; it goes to whoever enrolls first.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></details>
<!-- /wp:details -->

<!-- wp:details -->
<details class="wp-block-details"><summary><?php esc_html_e( 'What if somebody takes the last seat while I pay?', 'cohort-enrollment' ); ?></summary><!-- wp:paragraph -->
<p><?php esc_html_e( 'Nobody can: your seat is kept for you while you pay. Should a payment arrive too late for it, you get the whole amount back, automatically.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></details>
<!-- /wp:details -->

<!-- wp:details -->
<details class="wp-block-details"><summary><?php esc_html_e( 'Can I choose my times later?', 'cohort-enrollment' ); ?></summary><!-- wp:paragraph -->
<p><?php esc_html_e( 'Yes. Enroll now, and choose on your own page when you know more.', 'cohort-enrollment' ); ?></p>
<!-- /wp:paragraph --></details>
<!-- /wp:details --></div>
<!-- /wp:group -->
<?php
if ( $cohort_enrollment_switched ) {
	restore_previous_locale();
}
