<?php
/**
 * Plugin Name: Demo site
 * Description: Keeps this site to itself: mails become files, nothing is asked of servers elsewhere.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

/**
 * Writes a mail into a file instead of sending it.
 *
 * @param bool|null                                                                              $sent Null unless another plugin took the mail.
 * @param array{to: string|string[], subject: string, message: string, headers: string|string[]} $mail As given to wp_mail().
 */
function cohort_enrollment_demo_keep_mail( ?bool $sent, array $mail ): bool {
	if ( null !== $sent ) {
		return $sent;
	}
	$now  = DateTimeImmutable::createFromFormat( 'U.u', sprintf( '%.6F', microtime( true ) ) );
	$file = COHORT_ENROLLMENT_DEMO_MAIL . '/' . $now->format( 'Ymd\THis.u' ) . '-' . wp_generate_password( 6, false ) . '.json';
	$data = array(
		'sentAt'  => $now->format( DATE_RFC3339_EXTENDED ),
		'to'      => array_values( (array) $mail['to'] ),
		'subject' => $mail['subject'],
		'message' => $mail['message'],
		'headers' => $mail['headers'],
	);
	// Renamed into place: whoever watches the folder never reads half a mail.
	file_put_contents( $file . '.new', wp_json_encode( $data, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) );
	return rename( $file . '.new', $file );
}
add_filter( 'pre_wp_mail', 'cohort_enrollment_demo_keep_mail', 10, 2 );

/**
 * Answers for every server that is not the demo's own. A plain "unavailable" rather than a blocked request:
 * WordPress's update checks write each block into the debug log, which the tests want empty.
 *
 * @param false|array|WP_Error $response  What another plugin answered.
 * @param array                $arguments Of the request.
 * @param string               $url       Of the request.
 * @return false|array|WP_Error
 */
function cohort_enrollment_demo_answer_for_others( $response, array $arguments, string $url ) {
	// In containers the sidecar has a name of its own.
	$sidecar = defined( 'COHORT_ENROLLMENT_SIDECAR_URL' ) ? wp_parse_url( COHORT_ENROLLMENT_SIDECAR_URL, PHP_URL_HOST ) : '';
	$own     = array( '127.0.0.1', 'localhost', $sidecar );
	if ( false !== $response || in_array( wp_parse_url( $url, PHP_URL_HOST ), $own, true ) ) {
		return $response;
	}
	return array(
		'headers'  => array(),
		'body'     => '',
		'response' => array(
			'code'    => 503,
			'message' => 'Not asked by a demo site',
		),
		'cookies'  => array(),
		'filename' => null,
	);
}
add_filter( 'pre_http_request', 'cohort_enrollment_demo_answer_for_others', 10, 3 );

// Students are guests on these pages, not people at work behind them.
add_filter( 'show_admin_bar', static fn( bool $show ): bool => $show && current_user_can( 'edit_posts' ) );

// The news of WordPress.org are on a server elsewhere; WordPress 6.8 writes into the log that it found none.
add_action( 'wp_dashboard_setup', static fn() => remove_meta_box( 'dashboard_primary', 'dashboard', 'side' ) );
