<?php
/**
 * Server-rendered, so that the list reads without JavaScript; view.ts takes over the buttons.
 *
 * @package Cohort_Enrollment
 *
 * @var array<string, mixed> $attributes
 * @var WP_Block             $block
 */

declare( strict_types=1 );

use Cohort_Enrollment\Catalogue\Cohort_List;
use Cohort_Enrollment\Catalogue\Enroll_Words;

defined( 'ABSPATH' ) || exit;

$cohort_list = Cohort_List::for_block( $attributes, (int) ( $block->context['postId'] ?? 0 ) );
$has_cohorts = [] !== $cohort_list->cohorts;
$settings    = $has_cohorts ? [ 'data-settings' => (string) wp_json_encode( $cohort_list->view_settings() ) ] : [];
?>
<div <?php echo get_block_wrapper_attributes( $settings ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped by core. ?>>
	<?php
	/**
	 * Fires within the Course cohorts block, before its list.
	 *
	 * @since 0.1.0
	 *
	 * @param string   $course_code Code of the course; empty when there is none.
	 * @param Cohort[] $cohorts     What is listed; may be nothing.
	 */
	do_action( 'cohort_enrollment_before_cohorts', $cohort_list->course_code, $cohort_list->cohorts );
	?>
	<?php if ( ! $has_cohorts ) : ?>
		<p><?php esc_html_e( 'No cohort is open right now.', 'cohort-enrollment' ); ?></p>
	<?php else : ?>
		<?php if ( ! $cohort_list->can_enroll ) : ?>
			<p class="cohort-enrollment-notice"><?php echo esc_html( Enroll_Words::by_state()['unavailable'] ); ?></p>
		<?php endif; ?>
		<?php // The role, because browsers drop a list's own without bullets. ?>
		<ul class="cohort-enrollment-cohorts is-<?php echo esc_attr( (string) ( $attributes['layout'] ?? 'cards' ) ); ?>" role="list" aria-label="<?php echo esc_attr( $cohort_list->label() ); ?>">
			<?php
			foreach ( $cohort_list->cohorts as $cohort ) {
				echo $cohort_list->card( $cohort ); // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped by the template.
			}
			?>
		</ul>
	<?php endif; ?>
	<?php if ( $has_cohorts && is_user_logged_in() && $cohort_list->can_enroll ) : ?>
		<noscript><p class="cohort-enrollment-notice"><?php esc_html_e( 'To enroll or to join a waiting list, please switch JavaScript on in your browser.', 'cohort-enrollment' ); ?></p></noscript>
	<?php endif; ?>
	<?php
	/**
	 * Fires within the Course cohorts block, after its list.
	 *
	 * @since 0.1.0
	 *
	 * @param string   $course_code Code of the course; empty when there is none.
	 * @param Cohort[] $cohorts     What was listed; may be nothing.
	 */
	do_action( 'cohort_enrollment_after_cohorts', $cohort_list->course_code, $cohort_list->cohorts );
	?>
</div>
