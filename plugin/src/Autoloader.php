<?php
/**
 * Loads the plugin's own classes.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment;

/**
 * PSR-4 for `Cohort_Enrollment\`, without Composer: the bundled autoloaders of two plugins would meet in one process.
 */
final class Autoloader {

	/**
	 * Adds the autoloader.
	 *
	 * @param string $directory Folder that holds the namespace's root, without a trailing slash.
	 */
	public static function register( string $directory ): void {
		spl_autoload_register(
			static function ( string $class_name ) use ( $directory ): void {
				$prefix = __NAMESPACE__ . '\\';
				if ( ! str_starts_with( $class_name, $prefix ) ) {
					return;
				}
				$file = $directory . '/' . str_replace( '\\', '/', substr( $class_name, strlen( $prefix ) ) ) . '.php';
				if ( is_readable( $file ) ) {
					require_once $file;
				}
			}
		);
	}
}
