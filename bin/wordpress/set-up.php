<?php
/**
 * Turns a fresh WordPress into the demo's: theme, permalinks, plugin, users. Safe to run again.
 *
 * Input: `plugin` (`folder/file.php`), `theme`, `users` [{login, password, role, email, name, roleTitle?}].
 * Output: `pluginActive`, `secret` (null while the plugin is missing), `userIds` {login: id}, `prefix`.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

require __DIR__ . '/bootstrap.php';
require demo_input()['directory'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

/**
 * Creates a user, or brings an existing one to what is wanted.
 *
 * @param array{login: string, password: string, role: string, email: string, name: string} $wanted One of the input's users.
 * @throws RuntimeException When WordPress refuses it.
 */
function demo_user( array $wanted ): int {
	$found  = get_user_by( 'login', $wanted['login'] );
	$names  = explode( ' ', $wanted['name'], 2 );
	$fields = array(
		'user_login'   => $wanted['login'],
		'user_email'   => $wanted['email'],
		'display_name' => $wanted['name'],
		'first_name'   => $names[0],
		'last_name'    => $names[1] ?? '',
		'role'         => $wanted['role'],
	);
	if ( $found ) {
		$fields['ID'] = $found->ID;
		if ( ! wp_check_password( $wanted['password'], $found->user_pass, $found->ID ) ) {
			$fields['user_pass'] = $wanted['password'];
		}
		$id = wp_update_user( $fields );
	} else {
		$id = wp_insert_user( $fields + array( 'user_pass' => $wanted['password'] ) );
	}
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $wanted['login'] . ': ' . $id->get_error_message() );
	}
	return $id;
}

/**
 * Keeps the editor's welcome guide and pattern chooser from covering what is being edited.
 *
 * @param int $user_id Whose editor.
 */
function demo_editor_without_guides( int $user_id ): void {
	global $wpdb;
	$without = array(
		'welcomeGuide'         => false,
		'welcomeGuideTemplate' => false,
		'welcomeGuideStyles'   => false,
		'welcomeGuidePage'     => false,
	);
	update_user_meta(
		$user_id,
		$wpdb->get_blog_prefix() . 'persisted_preferences',
		array(
			'core'           => $without + array( 'enableChoosePatternModal' => false ),
			'core/edit-post' => $without,
			'core/edit-site' => $without,
			'_modified'      => gmdate( 'c' ),
		)
	);
}

/**
 * Activates the plugin, if its file is there.
 *
 * @param string $plugin `folder/file.php`.
 * @throws RuntimeException When the plugin refuses to be activated.
 */
function demo_activate( string $plugin ): bool {
	if ( ! is_file( WP_PLUGIN_DIR . '/' . $plugin ) ) {
		return false;
	}
	$error = activate_plugin( $plugin );
	if ( is_wp_error( $error ) ) {
		throw new RuntimeException( $plugin . ': ' . $error->get_error_message() );
	}
	return true;
}

( static function (): void {
	global $wp_rewrite, $wpdb;
	$input   = demo_input();
	$options = array(
		'home'                   => $input['siteUrl'],
		'siteurl'                => $input['siteUrl'],
		'blogname'               => $input['title'],
		'blogdescription'        => $input['tagline'],
		'show_avatars'           => 0,
		'default_comment_status' => 'closed',
		'default_ping_status'    => 'closed',
	);
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	if ( get_stylesheet() !== $input['theme'] && wp_get_theme( $input['theme'] )->exists() ) {
		switch_theme( $input['theme'] );
	}
	$user_ids = array();
	foreach ( $input['users'] as $user ) {
		$user_ids[ $user['login'] ] = demo_user( $user );
		demo_editor_without_guides( $user_ids[ $user['login'] ] );
	}
	$active = demo_activate( $input['plugin'] );
	$wp_rewrite->set_permalink_structure( '/%postname%/' );
	flush_rewrite_rules( false );
	$secret = defined( 'COHORT_ENROLLMENT_SECRET' ) ? COHORT_ENROLLMENT_SECRET : get_option( 'cohort_enrollment_secret' );
	demo_output(
		array(
			'pluginActive' => $active,
			'secret'       => $secret ? $secret : null,
			'userIds'      => $user_ids,
			'prefix'       => $wpdb->get_blog_prefix(),
			'theme'        => get_stylesheet(),
		)
	);
} )();
