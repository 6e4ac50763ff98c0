<?php
/**
 * `wp cohort env`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Cohort_Enrollment\Health\Debug_Information;
use Cohort_Enrollment\Identity\Secrets;

/**
 * What runs where, for whoever compares two machines.
 */
final class Env_Command {

	private const FIELDS = [ 'name', 'value' ];

	/** Hexadecimal digits of a digest that are shown: enough to tell two secrets apart, too few to be of use. */
	private const FINGERPRINT_DIGITS = 12;

	/**
	 * Keeps its neighbours.
	 *
	 * @param Debug_Information $facts   What Site Health knows.
	 * @param Secrets           $secrets Keys shared with the sidecar.
	 * @param Sidecar           $sidecar Tells whether it takes our token.
	 */
	public function __construct(
		private readonly Debug_Information $facts,
		private readonly Secrets $secrets,
		private readonly Sidecar $sidecar,
	) {}

	/**
	 * Tells addresses, versions, the Stripe mode, and fingerprints of the shared secrets.
	 *
	 * A fingerprint is the beginning of the secret's SHA-256: compare it with that of the sidecar's setting,
	 * `printf %s "$COHORT_ENROLLMENT_SECRET" | sha256sum | cut -c1-12`. The secrets themselves are never printed.
	 *
	 * ## OPTIONS
	 *
	 * [--field=<field>]
	 * : Prints the value of one field of each line.
	 *
	 * [--fields=<fields>]
	 * : Limits the output to these fields: name, value, label.
	 *
	 * [--format=<format>]
	 * : How to print it.
	 * ---
	 * default: table
	 * options:
	 *   - table
	 *   - json
	 *   - csv
	 *   - yaml
	 *   - count
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     $ wp cohort env
	 *     $ wp cohort env --format=csv > env-of-this-machine.csv
	 *
	 * @param list<string>         $arguments Not used.
	 * @param array<string, mixed> $options   As typed.
	 */
	public function __invoke( array $arguments, array $options ): void {
		Table::show( [ ...$this->facts(), ...$this->identity() ], $options, self::FIELDS );
	}

	/**
	 * What Site Health's Info tab knows.
	 *
	 * @return list<array<string, string>>
	 */
	private function facts(): array {
		$rows = [];
		foreach ( $this->facts->fields() as $name => $field ) {
			$rows[] = self::row( $name, $field['value'], $field['label'] );
		}
		return $rows;
	}

	/**
	 * Who this site is to the sidecar.
	 *
	 * @return list<array<string, string>>
	 */
	private function identity(): array {
		$fingerprints = array_map( self::fingerprint( ... ), $this->secrets->all() );
		return [
			self::row( 'site', untrailingslashit( (string) get_option( 'home' ) ), __( 'Address of the site, as the sidecar must know it', 'cohort-enrollment' ) ),
			self::row( 'wordpress_version', (string) get_bloginfo( 'version' ), __( 'WordPress version', 'cohort-enrollment' ) ),
			self::row( 'php_version', PHP_VERSION, __( 'PHP version', 'cohort-enrollment' ) ),
			self::row( 'secret_fingerprint', $fingerprints[0] ?? 'missing', __( 'Fingerprint of the shared secret', 'cohort-enrollment' ) ),
			self::row( 'previous_secret_fingerprint', $fingerprints[1] ?? 'missing', __( 'Fingerprint of the secret before the last rotation', 'cohort-enrollment' ) ),
			self::row( 'token', $this->sidecar->token_state(), __( 'Whether the sidecar accepts this site’s token', 'cohort-enrollment' ) ),
		];
	}

	/**
	 * Tells two secrets apart without telling them.
	 *
	 * @param string $secret At least 32 bytes.
	 */
	private static function fingerprint( string $secret ): string {
		return substr( hash( 'sha256', $secret ), 0, self::FINGERPRINT_DIGITS );
	}

	/**
	 * One line.
	 *
	 * @param string $name  Stable.
	 * @param string $value As it is.
	 * @param string $label Translated.
	 * @return array<string, string>
	 */
	private static function row( string $name, string $value, string $label ): array {
		return [
			'name'  => $name,
			'value' => $value,
			'label' => $label,
		];
	}
}
