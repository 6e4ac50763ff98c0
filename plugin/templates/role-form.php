<?php
/**
 * Settings > Cohort Enrollment: who may run courses.
 *
 * @package Cohort_Enrollment
 *
 * @var \Cohort_Enrollment\Admin\Role_Form $this
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

defined( 'ABSPATH' ) || exit;

$labels = $this->labels();
?>
<section class="cohort-enrollment-card" aria-labelledby="cohort-enrollment-roles">
	<div class="cohort-enrollment-card-head">
		<h2 id="cohort-enrollment-roles"><?php esc_html_e( 'Who may run courses', 'cohort-enrollment' ); ?></h2>
	</div>
	<p><?php esc_html_e( 'Whoever may run courses can also refund payments. Administrators always may.', 'cohort-enrollment' ); ?></p>
	<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
		<input type="hidden" name="action" value="<?php echo esc_attr( Role_Form::SAVE ); ?>">
		<?php wp_nonce_field( Role_Form::SAVE ); ?>
		<div class="cohort-enrollment-roles">
			<?php foreach ( $this->roles() as $slug => $role_data ) : ?>
				<fieldset>
					<legend><?php echo esc_html( $role_data['name'] ); ?></legend>
					<?php foreach ( $labels as $capability => $label ) : ?>
						<label>
							<input type="checkbox" name="<?php echo esc_attr( Role_Form::FIELD . '[' . $slug . '][]' ); ?>" value="<?php echo esc_attr( $capability ); ?>" <?php checked( in_array( $capability, $role_data['has'], true ) ); ?> <?php disabled( $role_data['is_fixed'] ); ?>>
							<?php echo esc_html( $label ); ?>
						</label>
					<?php endforeach; ?>
				</fieldset>
			<?php endforeach; ?>
		</div>
		<button type="submit" class="button"><?php esc_html_e( 'Save roles', 'cohort-enrollment' ); ?></button>
	</form>
</section>
