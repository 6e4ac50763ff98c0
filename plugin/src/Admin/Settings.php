<?php
/**
 * What an administrator may set.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Options;
use Cohort_Enrollment\Sidecar\Address;
use Cohort_Enrollment\Sidecar\Availability;

/**
 * Registers the settings with WordPress's Settings API and checks what was typed.
 */
final class Settings {

	/** Group of the Settings API. */
	public const GROUP = 'cohort_enrollment';

	/**
	 * Keeps its neighbours.
	 *
	 * @param Address      $address      Where the sidecar is.
	 * @param Availability $availability What is known about the sidecar.
	 */
	public function __construct(
		private readonly Address $address,
		private readonly Availability $availability,
	) {}

	/**
	 * On `admin_init`: names the settings that the form may change.
	 */
	public function register(): void {
		if ( $this->address->is_changeable() ) {
			register_setting(
				self::GROUP,
				Options::SIDECAR_URL,
				[
					'type'              => 'string',
					'sanitize_callback' => [ $this, 'sanitize_address' ],
				]
			);
		}
		foreach ( [ Options::SUCCESS_PAGE, Options::DASHBOARD_PAGE ] as $option ) {
			register_setting(
				self::GROUP,
				$option,
				[
					'type'              => 'integer',
					'sanitize_callback' => [ $this, 'sanitize_page' ],
				]
			);
		}
		register_setting(
			self::GROUP,
			Options::REMOVE_DATA,
			[
				'type'              => 'boolean',
				'sanitize_callback' => static fn( mixed $value ): string => $value ? '1' : '0',
			]
		);
	}

	/**
	 * Checks the sidecar's address; keeps the old one, with a message, when the new one is not usable.
	 *
	 * @param mixed $value What was typed.
	 */
	public function sanitize_address( mixed $value ): string {
		$typed   = is_string( $value ) ? trim( $value ) : '';
		$address = '' === $typed ? Address::FALLBACK : Address::normalize( $typed );
		if ( null !== $address ) {
			return $address;
		}
		add_settings_error(
			Options::SIDECAR_URL,
			'cohort_enrollment_invalid_address',
			sprintf(
				/* translators: %s: an address as an example. */
				__( 'The sidecar address was not saved: it must be a plain address such as %s, without user name, question mark or #.', 'cohort-enrollment' ),
				Address::FALLBACK
			)
		);
		return $this->address->configured();
	}

	/**
	 * Checks a page id.
	 *
	 * @param mixed $value What was chosen.
	 * @return int 0 unless it is a page.
	 */
	public function sanitize_page( mixed $value ): int {
		$page_id = is_scalar( $value ) ? absint( $value ) : 0;
		return 'page' === get_post_type( $page_id ) ? $page_id : 0;
	}

	/**
	 * On `update_option_…sidecar_url`: what was known about the old address says nothing about the new one.
	 */
	public function forget_availability(): void {
		$this->availability->forget();
	}
}
