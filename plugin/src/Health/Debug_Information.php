<?php
/**
 * The plugin's section of Tools > Site Health > Info.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Identity\Secrets;
use Cohort_Enrollment\Rest\Stripe_Webhook;
use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Sidecar\Address;
use Cohort_Enrollment\Sidecar\Deliveries;
use Cohort_Enrollment\Sidecar\Inspection;
use Cohort_Enrollment\Sidecar\Inspector;
use Cohort_Enrollment\Sidecar\Mails;
use Cohort_Enrollment\Sidecar\Reconciler;

/**
 * Facts for a support request. The secret itself is never among them.
 */
final class Debug_Information {

	/**
	 * Keeps its neighbours.
	 *
	 * @param Address   $address   Where the sidecar is.
	 * @param Inspector $inspector Looks at the sidecar.
	 * @param Secrets   $secrets   Key shared with the sidecar.
	 * @param Pages     $pages     Where students land.
	 */
	public function __construct(
		private readonly Address $address,
		private readonly Inspector $inspector,
		private readonly Secrets $secrets,
		private readonly Pages $pages,
	) {}

	/**
	 * On `debug_information`: adds the section. Labels are translated for the screen, values under `debug` are not.
	 *
	 * @param array<string, mixed> $information Sections by id.
	 * @return array<string, mixed>
	 */
	public function add( array $information ): array {
		$information['cohort-enrollment'] = [
			'label'  => __( 'Cohort Enrollment', 'cohort-enrollment' ),
			'fields' => $this->fields(),
		];
		return $information;
	}

	/**
	 * All facts by their stable names. Waits 2 seconds at most.
	 *
	 * @return array<string, array{label: string, value: string, private?: bool}>
	 */
	public function fields(): array {
		return $this->own_fields() + self::sidecar_fields( $this->inspector->inspect() );
	}

	/**
	 * What this site knows by itself.
	 *
	 * @return array<string, array{label: string, value: string, private?: bool}>
	 */
	private function own_fields(): array {
		$source = null === $this->secrets->current() ? 'missing' : ( $this->secrets->is_from_constant() ? 'wp-config.php' : 'option' );
		return [
			'version'        => self::field( __( 'Plugin version', 'cohort-enrollment' ), COHORT_ENROLLMENT_VERSION ),
			'address'        => self::field( __( 'Sidecar address', 'cohort-enrollment' ), $this->address->configured() ) + [ 'private' => true ],
			'webhook'        => self::field( __( 'Webhook address for Stripe', 'cohort-enrollment' ), Stripe_Webhook::url() ) + [ 'private' => true ],
			'secret'         => self::field( __( 'Secret comes from', 'cohort-enrollment' ), $source ),
			'success_page'   => self::field( __( 'Page after payment', 'cohort-enrollment' ), $this->page( Pages::SUCCESS ) ),
			'dashboard_page' => self::field( __( 'Page with the student’s courses', 'cohort-enrollment' ), $this->page( Pages::DASHBOARD ) ),
		];
	}

	/**
	 * What the sidecar says.
	 *
	 * @param Inspection $inspection What was seen.
	 * @return array<string, array{label: string, value: string, private?: bool}>
	 */
	private static function sidecar_fields( Inspection $inspection ): array {
		if ( ! $inspection->is_reachable() ) {
			return [ 'sidecar' => self::field( __( 'Sidecar', 'cohort-enrollment' ), (string) $inspection->unavailable_reason ) ];
		}
		return [
			'sidecar'         => self::field( __( 'Sidecar', 'cohort-enrollment' ), 'reachable' ),
			'sidecar_version' => self::field( __( 'Sidecar version', 'cohort-enrollment' ), $inspection->version ),
			'database'        => self::field( __( 'Sidecar: database', 'cohort-enrollment' ), $inspection->database ),
			'schema'          => self::field( __( 'Sidecar: tables', 'cohort-enrollment' ), $inspection->schema ),
			'schema_version'  => self::field( __( 'Sidecar: last change of the tables', 'cohort-enrollment' ), $inspection->schema_version ),
			'stripe'          => self::field( __( 'Sidecar: Stripe', 'cohort-enrollment' ), $inspection->stripe ),
			'mode'            => self::field( __( 'Stripe mode', 'cohort-enrollment' ), $inspection->mode ),
			'clock_skew'      => self::field(
				__( 'Sidecar’s clock is ahead by (seconds)', 'cohort-enrollment' ),
				null === $inspection->clock_skew ? null : (string) $inspection->clock_skew
			),
			'stripe_clock'    => self::field(
				__( 'Sidecar’s clock is ahead of Stripe’s by (seconds)', 'cohort-enrollment' ),
				null === $inspection->stripe_clock_skew ? null : (string) $inspection->stripe_clock_skew
			),
		] + self::delivery_fields( $inspection->deliveries ?? Deliveries::none() ) + self::work_fields( $inspection->mails, $inspection->reconciler );
	}

	/**
	 * What Stripe delivered.
	 *
	 * @param Deliveries $deliveries As the sidecar tells.
	 * @return array<string, array{label: string, value: string, private?: bool}>
	 */
	private static function delivery_fields( Deliveries $deliveries ): array {
		return [
			'webhook_success' => self::field( __( 'Last message of Stripe (UTC)', 'cohort-enrollment' ), self::utc( $deliveries->last_success ) ),
			'webhook_secret'  => self::field( __( 'Webhook secret that fitted', 'cohort-enrollment' ), $deliveries->secret ),
			'webhook_failure' => self::field( __( 'Last refused message (UTC)', 'cohort-enrollment' ), self::utc( $deliveries->last_failure ) ),
			'webhook_reason'  => self::field( __( 'Reason of the refusal', 'cohort-enrollment' ), $deliveries->failure_reason ),
		];
	}

	/**
	 * What the sidecar does by itself.
	 *
	 * @param Mails|null      $mails      As the sidecar tells.
	 * @param Reconciler|null $reconciler As the sidecar tells.
	 * @return array<string, array{label: string, value: string, private?: bool}>
	 */
	private static function work_fields( ?Mails $mails, ?Reconciler $reconciler ): array {
		return [
			'mail_success'      => self::field( __( 'Last mail sent (UTC)', 'cohort-enrollment' ), self::utc( $mails?->last_sent ) ),
			'mail_failure'      => self::field( __( 'Last mail that failed (UTC)', 'cohort-enrollment' ), self::utc( $mails?->last_failure ) ),
			'mail_reason'       => self::field( __( 'Reason of the failure', 'cohort-enrollment' ), $mails?->failure_reason ),
			'mails_given_up'    => self::field( __( 'Mails that were given up', 'cohort-enrollment' ), null === $mails ? null : (string) $mails->given_up ),
			'reconciler'        => self::field( __( 'Last comparison with Stripe’s books (UTC)', 'cohort-enrollment' ), self::utc( $reconciler?->last_run ) ),
			'reconciler_result' => self::field( __( 'What it found', 'cohort-enrollment' ), $reconciler?->last_result ),
		];
	}

	/**
	 * A moment for people.
	 *
	 * @param int|null $time Unix seconds.
	 */
	private static function utc( ?int $time ): ?string {
		return null === $time ? null : gmdate( 'Y-m-d H:i:s', $time );
	}

	/**
	 * Id and state of one of the two pages.
	 *
	 * @param string $page One of Pages::SUCCESS, Pages::DASHBOARD.
	 */
	private function page( string $page ): string {
		$post = $this->pages->find( $page );
		return null === $post ? 'missing' : sprintf( '%d (%s, %s)', $post->ID, $post->post_status, $this->pages->has_its_block( $page ) ? 'with block' : 'without block' );
	}

	/**
	 * One line.
	 *
	 * @param string      $label Name.
	 * @param string|null $value Value; null when the sidecar did not tell.
	 * @return array{label: string, value: string}
	 */
	private static function field( string $label, ?string $value ): array {
		return [
			'label' => $label,
			'value' => $value ?? 'unknown',
		];
	}
}
