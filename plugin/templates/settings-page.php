<?php
/**
 * Settings > Cohort Enrollment.
 *
 * @package Cohort_Enrollment
 *
 * @var \Cohort_Enrollment\Admin\Settings_Page $this
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Health\Finding;
use Cohort_Enrollment\Options;
use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Sidecar\Address;

defined( 'ABSPATH' ) || exit;

$inspection    = $this->inspection();
$severities    = [
	Finding::GOOD        => __( 'Good:', 'cohort-enrollment' ),
	Finding::RECOMMENDED => __( 'Should be improved:', 'cohort-enrollment' ),
	Finding::CRITICAL    => __( 'Problem:', 'cohort-enrollment' ),
];
$page_fields   = [
	Pages::SUCCESS   => [
		'label'       => __( 'Page after payment', 'cohort-enrollment' ),
		'description' => __( 'Students come back here from Stripe and choose their sessions. It holds the Session wizard block.', 'cohort-enrollment' ),
	],
	Pages::DASHBOARD => [
		'label'       => __( 'Student dashboard', 'cohort-enrollment' ),
		'description' => __( 'Students see their courses and sessions here. It holds the Student dashboard block.', 'cohort-enrollment' ),
	],
];
$lacks_a_page  = null === $this->pages->find( Pages::SUCCESS ) || null === $this->pages->find( Pages::DASHBOARD );
$secret_is_set = null !== $this->secrets->current();
?>
<div class="wrap cohort-enrollment-settings">
	<h1><?php esc_html_e( 'Cohort Enrollment', 'cohort-enrollment' ); ?></h1>

	<section class="cohort-enrollment-card" aria-labelledby="cohort-enrollment-state">
		<div class="cohort-enrollment-card-head">
			<h2 id="cohort-enrollment-state"><?php esc_html_e( 'State', 'cohort-enrollment' ); ?></h2>
			<?php if ( 'test' === $inspection->mode ) : ?>
				<span class="cohort-enrollment-badge is-test"><?php esc_html_e( 'Test mode: no real money', 'cohort-enrollment' ); ?></span>
			<?php elseif ( 'live' === $inspection->mode ) : ?>
				<span class="cohort-enrollment-badge is-live"><?php esc_html_e( 'Live: real money', 'cohort-enrollment' ); ?></span>
			<?php endif; ?>
			<a class="button" href="<?php echo esc_url( self::url() ); ?>"><?php esc_html_e( 'Check again', 'cohort-enrollment' ); ?></a>
		</div>
		<ul class="cohort-enrollment-findings">
			<?php foreach ( $this->findings() as $finding ) : ?>
				<li class="is-<?php echo esc_attr( $finding->severity ); ?>">
					<span class="screen-reader-text"><?php echo esc_html( $severities[ $finding->severity ] ); ?></span>
					<strong><?php echo esc_html( $finding->label ); ?></strong>
					<span><?php echo esc_html( $finding->explanation ); ?></span>
				</li>
			<?php endforeach; ?>
		</ul>
		<?php if ( $lacks_a_page ) : ?>
			<form class="cohort-enrollment-action" method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="<?php echo esc_attr( Settings_Actions::CREATE_PAGES ); ?>">
				<?php wp_nonce_field( Settings_Actions::CREATE_PAGES ); ?>
				<button type="submit" class="button button-primary"><?php esc_html_e( 'Create the missing pages', 'cohort-enrollment' ); ?></button>
			</form>
		<?php endif; ?>
	</section>

	<section class="cohort-enrollment-card" aria-labelledby="cohort-enrollment-webhook">
		<div class="cohort-enrollment-card-head">
			<h2 id="cohort-enrollment-webhook"><?php esc_html_e( 'Address for Stripe', 'cohort-enrollment' ); ?></h2>
		</div>
		<p id="cohort-enrollment-webhook-description"><?php esc_html_e( 'Add this webhook endpoint in Stripe’s dashboard, and give its signing secret to the sidecar as STRIPE_WEBHOOK_SECRET. It must be reachable from the internet.', 'cohort-enrollment' ); ?></p>
		<div class="cohort-enrollment-copy">
			<input type="text" class="large-text code" id="cohort-enrollment-webhook-url" readonly value="<?php echo esc_attr( $this->webhook_url() ); ?>" aria-labelledby="cohort-enrollment-webhook" aria-describedby="cohort-enrollment-webhook-description">
			<button type="button" class="button" data-cohort-enrollment-copy="cohort-enrollment-webhook-url" hidden><?php esc_html_e( 'Copy', 'cohort-enrollment' ); ?></button>
		</div>
		<details>
			<summary><?php esc_html_e( 'Which events?', 'cohort-enrollment' ); ?></summary>
			<ul>
				<?php foreach ( Stripe_Webhook::EVENTS as $event ) : ?>
					<li><code><?php echo esc_html( $event ); ?></code></li>
				<?php endforeach; ?>
			</ul>
		</details>
	</section>

	<form class="cohort-enrollment-card" method="post" action="options.php">
		<?php settings_fields( Settings::GROUP ); ?>
		<div class="cohort-enrollment-card-head">
			<h2><?php esc_html_e( 'Settings', 'cohort-enrollment' ); ?></h2>
		</div>
		<table class="form-table" role="presentation">
			<tr>
				<th scope="row"><label for="<?php echo esc_attr( Options::SIDECAR_URL ); ?>"><?php esc_html_e( 'Sidecar address', 'cohort-enrollment' ); ?></label></th>
				<td>
					<?php if ( ! $this->address->is_changeable() ) : ?>
						<input type="text" class="regular-text code" id="<?php echo esc_attr( Options::SIDECAR_URL ); ?>" readonly value="<?php echo esc_attr( $this->address->configured() ); ?>" aria-describedby="cohort-enrollment-address-description">
						<p class="description" id="cohort-enrollment-address-description">
							<?php
							if ( $this->address->is_from_constant() ) {
								/* translators: %s: name of a constant. */
								printf( esc_html__( 'Set by %s in wp-config.php.', 'cohort-enrollment' ), '<code>COHORT_ENROLLMENT_SIDECAR_URL</code>' );
							} else {
								esc_html_e( 'In a network only its administrators set it.', 'cohort-enrollment' );
							}
							?>
						</p>
					<?php else : ?>
						<input type="url" class="regular-text code" id="<?php echo esc_attr( Options::SIDECAR_URL ); ?>" name="<?php echo esc_attr( Options::SIDECAR_URL ); ?>" value="<?php echo esc_attr( $this->address->configured() ); ?>" placeholder="<?php echo esc_attr( Address::FALLBACK ); ?>" inputmode="url" spellcheck="false" aria-describedby="cohort-enrollment-address-description">
						<p class="description" id="cohort-enrollment-address-description"><?php esc_html_e( 'Where this server reaches the sidecar. Visitors never see it.', 'cohort-enrollment' ); ?></p>
					<?php endif; ?>
				</td>
			</tr>
			<?php foreach ( $page_fields as $page_name => $field ) : ?>
				<?php
				$field_id   = Pages::OPTIONS[ $page_name ];
				$dropdown   = $this->page_field( $page_name );
				$page_found = $this->pages->find( $page_name );
				?>
				<tr>
					<th scope="row"><label for="<?php echo esc_attr( $field_id ); ?>"><?php echo esc_html( $field['label'] ); ?></label></th>
					<td>
						<?php if ( '' === $dropdown ) : ?>
							<input type="hidden" name="<?php echo esc_attr( $field_id ); ?>" value="0">
							<p><?php esc_html_e( 'This site has no page yet.', 'cohort-enrollment' ); ?></p>
						<?php else : ?>
							<?php echo $dropdown; // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- Escaped by wp_dropdown_pages(). ?>
						<?php endif; ?>
						<?php if ( null !== $page_found ) : ?>
							<span class="cohort-enrollment-links">
								<a href="<?php echo esc_url( (string) get_permalink( $page_found ) ); ?>"><?php esc_html_e( 'View', 'cohort-enrollment' ); ?><span class="screen-reader-text">: <?php echo esc_html( $field['label'] ); ?></span></a>
								<a href="<?php echo esc_url( (string) get_edit_post_link( $page_found ) ); ?>"><?php esc_html_e( 'Edit', 'cohort-enrollment' ); ?><span class="screen-reader-text">: <?php echo esc_html( $field['label'] ); ?></span></a>
							</span>
						<?php endif; ?>
						<p class="description"><?php echo esc_html( $field['description'] ); ?></p>
					</td>
				</tr>
			<?php endforeach; ?>
			<tr>
				<th scope="row"><?php esc_html_e( 'When the plugin is deleted', 'cohort-enrollment' ); ?></th>
				<td>
					<label for="<?php echo esc_attr( Options::REMOVE_DATA ); ?>">
						<input type="checkbox" id="<?php echo esc_attr( Options::REMOVE_DATA ); ?>" name="<?php echo esc_attr( Options::REMOVE_DATA ); ?>" value="1" <?php checked( $this->removes_data() ); ?> aria-describedby="cohort-enrollment-remove-description">
						<?php esc_html_e( 'Delete all its data too', 'cohort-enrollment' ); ?>
					</label>
					<p class="description cohort-enrollment-warning" id="cohort-enrollment-remove-description"><?php esc_html_e( 'Courses, cohorts, every enrollment, payment record and booking, the pages that the plugin made, and its settings are then gone for good. Payments already made stay in Stripe. Stop the sidecar first.', 'cohort-enrollment' ); ?></p>
				</td>
			</tr>
		</table>
		<?php submit_button(); ?>
	</form>

	<?php $this->roles->render(); ?>

	<section class="cohort-enrollment-card" aria-labelledby="cohort-enrollment-secret">
		<div class="cohort-enrollment-card-head">
			<h2 id="cohort-enrollment-secret"><?php esc_html_e( 'Shared secret', 'cohort-enrollment' ); ?></h2>
		</div>
		<?php if ( $this->secrets->is_from_constant() ) : ?>
			<p>
				<?php
				echo $secret_is_set
					/* translators: %s: name of a constant. */
					? sprintf( esc_html__( 'Set by %s in wp-config.php. To replace it, change it there and in the sidecar’s environment.', 'cohort-enrollment' ), '<code>COHORT_ENROLLMENT_SECRET</code>' )
					/* translators: %s: name of a constant. */
					: sprintf( esc_html__( '%s in wp-config.php is too short: it needs at least 32 characters.', 'cohort-enrollment' ), '<code>COHORT_ENROLLMENT_SECRET</code>' );
				?>
			</p>
		<?php else : ?>
			<p><?php esc_html_e( 'With it the plugin signs every request to the sidecar, which reads it from the database of this site. Replace it when somebody may have seen it.', 'cohort-enrollment' ); ?></p>
			<p><?php esc_html_e( 'The sidecar accepts the previous secret too, so nothing is interrupted. If the sidecar was given the secret in its environment, update it there.', 'cohort-enrollment' ); ?></p>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<input type="hidden" name="action" value="<?php echo esc_attr( Settings_Actions::ROTATE_SECRET ); ?>">
				<?php wp_nonce_field( Settings_Actions::ROTATE_SECRET ); ?>
				<button type="submit" class="button"><?php $secret_is_set ? esc_html_e( 'Replace the secret', 'cohort-enrollment' ) : esc_html_e( 'Create the secret', 'cohort-enrollment' ); ?></button>
			</form>
		<?php endif; ?>
	</section>
</div>
