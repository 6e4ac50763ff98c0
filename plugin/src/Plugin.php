<?php
/**
 * The plugin's parts and how they hang together.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment;

use Cohort_Enrollment\Admin\Admin;
use Cohort_Enrollment\Blocks\Block_Types;
use Cohort_Enrollment\Blocks\Patterns;
use Cohort_Enrollment\Identity\Current_User;
use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Mail\Delivery_Markers;
use Cohort_Enrollment\Mail\Mailer;
use Cohort_Enrollment\Mail\Notification_Controller;
use Cohort_Enrollment\Mail\Notifier;
use Cohort_Enrollment\Mail\Renderer;
use Cohort_Enrollment\Rest\Sidecar_Proxy;
use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Setup\Activation;
use Cohort_Enrollment\Setup\Capabilities;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Setup\Uninstaller;
use Cohort_Enrollment\Sidecar\Address;
use Cohort_Enrollment\Sidecar\Availability;
use Cohort_Enrollment\Sidecar\Client;
use Cohort_Enrollment\Sidecar\Watch;

/**
 * Wires the objects by hand. Nothing happens in a constructor; what runs when stands in {@see Hooks}.
 *
 * Templates reach the parts through `Plugin::instance()`, for example
 * `Plugin::instance()->availability->is_reachable()` and `Plugin::instance()->pages->path( Pages::DASHBOARD )`.
 */
final class Plugin {

	private static ?self $instance = null;

	private ?Admin $admin = null;

	public readonly Secrets $secrets;
	public readonly Address $address;
	public readonly Pages $pages;
	public readonly Capabilities $capabilities;
	public readonly Activation $activation;
	public readonly Uninstaller $uninstaller;
	public readonly Client $client;
	/** Whether the sidecar answers; cheap enough for render.php. */
	public readonly Availability $availability;
	public readonly Sidecar_Proxy $proxy;
	public readonly Stripe_Webhook $webhook;
	public readonly Block_Types $block_types;
	public readonly Patterns $patterns;
	/** Which mails were sent. */
	public readonly Delivery_Markers $markers;
	public readonly Notification_Controller $notifications;

	/** The one plugin of this process. */
	public static function instance(): self {
		return self::$instance ??= new self();
	}

	/** The parts for wp-admin; built when they are first needed, which is never on the pages of visitors. */
	public function admin(): Admin {
		return $this->admin ??= new Admin( $this );
	}

	/** Builds the parts. */
	private function __construct() {
		$this->secrets       = new Secrets( self::constant_text( 'COHORT_ENROLLMENT_SECRET' ), self::constant_text( 'COHORT_ENROLLMENT_SECRET_PREVIOUS' ) );
		$this->address       = new Address( self::constant_text( 'COHORT_ENROLLMENT_SIDECAR_URL' ) );
		$this->patterns      = new Patterns( COHORT_ENROLLMENT_DIRECTORY . '/patterns' );
		$this->pages         = new Pages( $this->patterns );
		$this->capabilities  = new Capabilities();
		$this->activation    = new Activation( $this->secrets, $this->pages, $this->capabilities );
		$this->uninstaller   = new Uninstaller( $GLOBALS['wpdb'], $this->pages, $this->capabilities );
		$this->client        = new Client( $this->address, $this->secrets, new Current_User( $this->pages ) );
		$this->availability  = new Availability( $this->client );
		$watch               = Watch::of_students( $this->availability );
		$this->proxy         = new Sidecar_Proxy( $this->client, $watch, Watch::of_staff( $this->availability ) );
		$this->webhook       = new Stripe_Webhook( $this->client, $watch );
		$this->markers       = new Delivery_Markers( $GLOBALS['wpdb'] );
		$notifier            = new Notifier( $this->markers, new Renderer( COHORT_ENROLLMENT_DIRECTORY . '/templates/mail' ), new Mailer() );
		$this->notifications = new Notification_Controller( $this->secrets, $notifier );
		$this->block_types   = new Block_Types( COHORT_ENROLLMENT_DIRECTORY . '/build/blocks', COHORT_ENROLLMENT_DIRECTORY . '/languages' );
	}

	/**
	 * A constant that wp-config.php may set.
	 *
	 * @param string $name Name of the constant.
	 * @return string|null Null when it is not set; '' when it is not text, so that the mistake shows.
	 */
	private static function constant_text( string $name ): ?string {
		if ( ! defined( $name ) ) {
			return null;
		}
		$value = constant( $name );
		return is_string( $value ) ? $value : '';
	}
}
