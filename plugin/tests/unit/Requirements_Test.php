<?php
/**
 * What the plugin does on a site that is too old for it.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use PHPUnit\Framework\TestCase;

/**
 * Runs the main file in a process of its own, with the few functions of WordPress that it calls.
 */
final class Requirements_Test extends TestCase {

	private const WORDPRESS = <<<'PHP'
		define( 'ABSPATH', '/' );
		$GLOBALS['hooks'] = array();
		function add_action( $hook, $callback ) { $GLOBALS['hooks'][ $hook ] = $callback; }
		function current_user_can() { return true; }
		function get_bloginfo() { return '6.5'; }
		function __( $text ) { return $text; }
		function esc_html( $text ) { return $text; }
		PHP;

	public function test_on_an_old_wordpress_it_only_shows_a_notice(): void {
		$printed = $this->run_main_file( "function is_wp_version_compatible( \$version ) { return version_compare( '6.5', \$version, '>=' ); }" );

		self::assertStringContainsString( 'it needs PHP 8.1 and WordPress 6.6 or newer. This site runs PHP ' . PHP_VERSION . ' and WordPress 6.5.', $printed );
		self::assertStringEndsWith( 'hooks: admin_notices', $printed );
	}

	public function test_on_a_wordpress_so_old_that_it_cannot_tell_it_only_shows_a_notice(): void {
		self::assertStringEndsWith( 'hooks: admin_notices', $this->run_main_file( '' ) );
	}

	/**
	 * Runs the main file and then the notice.
	 *
	 * @param string $more Further functions.
	 */
	private function run_main_file( string $more ): string {
		$file = var_export( dirname( __DIR__, 2 ) . '/cohort-enrollment.php', true );
		$code = self::WORDPRESS . $more . "require $file; call_user_func( \$GLOBALS['hooks']['admin_notices'] ); echo 'hooks: ', implode( ' ', array_keys( \$GLOBALS['hooks'] ) );";
		return (string) shell_exec( escapeshellarg( PHP_BINARY ) . ' -d display_errors=1 -r ' . escapeshellarg( $code ) );
	}
}
