<?php
/**
 * Finds PHP files that do something when a browser asks for them directly: they must end at once where WordPress is not
 * loaded. Files that only declare classes, or return an array of values, do nothing.
 *
 * Input: {path: source}. Output: the paths of unguarded files.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

/**
 * What a file does at its top, without white space and comments.
 *
 * @param string $source A PHP file.
 * @return list<array{0: int, 1: string}> Tokens, single characters with the kind 0.
 */
function code_of( string $source ): array {
	$silent = array( T_WHITESPACE, T_COMMENT, T_DOC_COMMENT, T_OPEN_TAG, T_CLOSE_TAG );
	$tokens = array();
	foreach ( token_get_all( $source ) as $token ) {
		$token = is_array( $token ) ? array( $token[0], $token[1] ) : array( 0, $token );
		$empty = T_INLINE_HTML === $token[0] && '' === trim( $token[1] );
		if ( ! $empty && ! in_array( $token[0], $silent, true ) ) {
			$tokens[] = $token;
		}
	}
	return $tokens;
}

/**
 * The first statement, up to its semicolon or closing brace.
 *
 * @param list<array{0: int, 1: string}> $tokens Code.
 * @return int How many tokens it has.
 */
function length_of_statement( array $tokens ): int {
	$depth = 0;
	foreach ( $tokens as $index => [ $kind, $text ] ) {
		// A bracket within a text is none.
		if ( T_ENCAPSED_AND_WHITESPACE === $kind ) {
			continue;
		}
		$depth += in_array( $text, array( '{', '(', '[', '#[', '${' ), true ) ? 1 : 0;
		$depth -= in_array( $text, array( '}', ')', ']' ), true ) ? 1 : 0;
		if ( 0 === $depth && in_array( $text, array( ';', '}' ), true ) ) {
			return $index + 1;
		}
	}
	return count( $tokens );
}

/**
 * Whether a statement only declares, or returns values.
 *
 * @param list<array{0: int, 1: string}> $statement Tokens.
 */
function does_nothing( array $statement ): bool {
	$kinds = array_column( $statement, 0 );
	if ( in_array( $kinds[0], array( T_DECLARE, T_NAMESPACE, T_USE ), true ) ) {
		return true;
	}
	if ( T_RETURN === $kinds[0] ) {
		$values = array( 0, T_RETURN, T_ARRAY, T_CONSTANT_ENCAPSED_STRING, T_LNUMBER, T_DNUMBER, T_DOUBLE_ARROW );
		$names  = array_filter( $statement, static fn( array $token ): bool => ! in_array( $token[0], $values, true ) );
		return array() === array_diff( array_map( 'strtolower', array_column( $names, 1 ) ), array( 'true', 'false', 'null' ) );
	}
	$depth = 0;
	foreach ( $statement as [ $kind, $text ] ) {
		$depth += in_array( $text, array( '#[', '[' ), true ) ? 1 : 0;
		// Attributes and modifiers stand before the word that tells.
		if ( 0 === $depth && ! in_array( $kind, array( T_ABSTRACT, T_FINAL, T_READONLY ), true ) ) {
			return in_array( $kind, array( T_CLASS, T_INTERFACE, T_TRAIT, T_ENUM ), true );
		}
		$depth -= ']' === $text ? 1 : 0;
	}
	return false;
}

/**
 * Whether the file is harmless when it is asked for directly.
 *
 * @param string $source A PHP file.
 */
function is_harmless( string $source ): bool {
	$tokens = code_of( $source );
	while ( array() !== $tokens ) {
		$statement = array_splice( $tokens, 0, length_of_statement( $tokens ) );
		$text      = implode( '', array_column( $statement, 1 ) );
		if ( 1 === preg_match( '/^(defined\(.(ABSPATH|WPINC|WP_UNINSTALL_PLUGIN).\)\|\||if\(!defined\(.(ABSPATH|WPINC|WP_UNINSTALL_PLUGIN).\)\)\{?)(exit|die)\b/', $text ) ) {
			return true;
		}
		if ( ! does_nothing( $statement ) ) {
			return false;
		}
	}
	return true;
}

$sources = json_decode( (string) stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
echo json_encode( array_keys( array_filter( $sources, static fn( string $source ): bool => ! is_harmless( $source ) ) ), JSON_THROW_ON_ERROR );
