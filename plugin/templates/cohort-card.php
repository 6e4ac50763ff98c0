<?php
/**
 * One cohort of the Course cohorts block.
 *
 * @package Cohort_Enrollment
 *
 * @var \Cohort_Enrollment\Catalogue\Cohort      $cohort
 * @var \Cohort_Enrollment\Catalogue\Cohort_List $cohort_list
 */

declare( strict_types=1 );

use Cohort_Enrollment\Catalogue\Cohort;
use Cohort_Enrollment\Catalogue\Enroll_Words;
use Cohort_Enrollment\Catalogue\Local_Time;
use Cohort_Enrollment\Catalogue\Waiting_Words;

defined( 'ABSPATH' ) || exit;

$state       = $cohort->state( $cohort_list->now );
$element_id  = 'cohort-' . $cohort->id;
$state_words = Enroll_Words::by_state();
$is_off      = isset( $state_words[ $state ] );
?>
<li class="cohort-enrollment-cohort" id="<?php echo esc_attr( $element_id ); ?>" data-cohort-id="<?php echo esc_attr( (string) $cohort->id ); ?>" data-state="<?php echo esc_attr( $state ); ?>" data-label="<?php echo esc_attr( Enroll_Words::enroll( $cohort ) ); ?>" data-join="<?php echo esc_attr( Waiting_Words::join( $cohort->name ) ); ?>" data-leave="<?php echo esc_attr( Waiting_Words::leave( $cohort->name ) ); ?>" tabindex="-1" aria-labelledby="<?php echo esc_attr( $element_id ); ?>-name">
	<div class="cohort-enrollment-cohort__facts">
		<h3 class="cohort-enrollment-cohort__name" id="<?php echo esc_attr( $element_id ); ?>-name"><?php echo esc_html( $cohort->name ); ?></h3>
		<p class="cohort-enrollment-cohort__dates">
			<time datetime="<?php echo esc_attr( $cohort->start_date ); ?>"><?php echo esc_html( Local_Time::date( $cohort->start_date ) ); ?></time>
			<span aria-hidden="true">–</span><span class="screen-reader-text"><?php esc_html_e( 'to', 'cohort-enrollment' ); ?></span>
			<time datetime="<?php echo esc_attr( $cohort->end_date ); ?>"><?php echo esc_html( Local_Time::date( $cohort->end_date ) ); ?></time>
		</p>
		<?php if ( '' !== $cohort->deadline_label() ) : ?>
			<p class="cohort-enrollment-cohort__deadline"><?php echo esc_html( $cohort->deadline_label() ); ?></p>
		<?php endif; ?>
		<p class="cohort-enrollment-cohort__zone"><?php echo esc_html( Local_Time::zone_name( $cohort->timezone ) ); ?></p>
	</div>
	<div class="cohort-enrollment-cohort__offer">
		<?php if ( null !== $cohort->price ) : ?>
			<p class="cohort-enrollment-cohort__price"><?php echo esc_html( $cohort->price->label( determine_locale() ) ); ?></p>
		<?php endif; ?>
		<?php // A hint only: pages are cached, the sidecar decides who gets the last seat. ?>
		<p class="cohort-enrollment-cohort__seats"><?php echo esc_html( Cohort::OPEN === $state ? $cohort->seats_label() : '' ); ?></p>
		<div class="cohort-enrollment-cohort__action">
			<?php if ( $is_off ) : ?>
				<p class="cohort-enrollment-cohort__state"><?php echo esc_html( $state_words[ $state ] ); ?></p>
				<?php if ( Cohort::ENROLLED === $state && '' !== $cohort_list->dashboard_url ) : ?>
					<a class="cohort-enrollment-cohort__dashboard" href="<?php echo esc_url( $cohort_list->dashboard_url ); ?>"><?php esc_html_e( 'Go to my courses', 'cohort-enrollment' ); ?></a>
				<?php endif; ?>
				<?php if ( Cohort::FULL === $state && $cohort_list->can_enroll ) : ?>
					<p class="cohort-enrollment-cohort__waiting-note" role="status"><?php echo esc_html( $cohort->on_waiting_list ? Waiting_Words::note() : '' ); ?></p>
					<?php if ( is_user_logged_in() ) : ?>
						<button type="button" class="cohort-enrollment-cohort__waiting wp-element-button" data-waiting="<?php echo esc_attr( $cohort->on_waiting_list ? 'true' : 'false' ); ?>"><?php echo esc_html( $cohort->on_waiting_list ? Waiting_Words::leave( $cohort->name ) : Waiting_Words::join( $cohort->name ) ); ?></button>
					<?php else : ?>
						<a class="cohort-enrollment-cohort__waiting wp-element-button" href="<?php echo esc_url( $cohort_list->login_url( $element_id ) ); ?>"><?php echo esc_html( Waiting_Words::log_in_to_join( $cohort->name ) ); ?></a>
					<?php endif; ?>
				<?php endif; ?>
			<?php elseif ( ! $cohort_list->can_enroll ) : ?>
				<?php // Said once, above the list. ?>
			<?php elseif ( ! is_user_logged_in() ) : ?>
				<a class="cohort-enrollment-cohort__enroll wp-element-button" href="<?php echo esc_url( $cohort_list->login_url( $element_id ) ); ?>"><?php echo esc_html( Enroll_Words::log_in_to_enroll( $cohort ) ); ?></a>
			<?php else : ?>
				<button type="button" class="cohort-enrollment-cohort__enroll wp-element-button"><?php echo esc_html( Enroll_Words::enroll( $cohort ) ); ?></button>
			<?php endif; ?>
		</div>
	</div>
	<p class="cohort-enrollment-cohort__progress" role="status"></p>
	<p class="cohort-enrollment-cohort__refusal" role="alert"></p>
</li>
