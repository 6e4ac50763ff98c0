<?php
/**
 * Writes core blocks exactly as the editor saves them, so that an editor can change the demo's pages.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment_Demo;

/**
 * A block with its saved HTML.
 *
 * @param string               $name       Without "core/".
 * @param array<string, mixed> $attributes Of the block's comment.
 * @param string               $html       What the block saves; empty for a dynamic one.
 */
function block( string $name, array $attributes = array(), string $html = '' ): string {
	return get_comment_delimited_block_content( $name, $attributes, $html ) . "\n\n";
}

/**
 * A heading.
 *
 * @param string               $text    Plain text.
 * @param int                  $level   1 to 6.
 * @param array<string, mixed> $options `align`, `size` (of the theme), `anchor`.
 */
function heading( string $text, int $level = 2, array $options = array() ): string {
	$classes    = array( 'wp-block-heading' );
	$attributes = 2 === $level ? array() : array( 'level' => $level );
	if ( isset( $options['align'] ) ) {
		$attributes['align'] = $options['align'];
		$classes[]           = 'align' . $options['align'];
	}
	if ( isset( $options['size'] ) ) {
		$attributes['fontSize'] = $options['size'];
		$classes[]              = 'has-' . $options['size'] . '-font-size';
	}
	$id = isset( $options['anchor'] ) ? sprintf( ' id="%s"', $options['anchor'] ) : '';
	return block(
		'heading',
		$attributes,
		sprintf( "\n" . '<h%1$d class="%2$s"%3$s>%4$s</h%1$d>' . "\n", $level, implode( ' ', $classes ), $id, esc_html( $text ) )
	);
}

/**
 * A paragraph.
 *
 * @param string $html Text with inline markup.
 * @param string $size Font size of the theme; empty for the usual one.
 */
function paragraph( string $html, string $size = '' ): string {
	return '' === $size
		? block( 'paragraph', array(), "\n<p>$html</p>\n" )
		: block( 'paragraph', array( 'fontSize' => $size ), "\n<p class=\"has-$size-font-size\">$html</p>\n" );
}

/**
 * A list with bullets.
 *
 * @param string[] $items Plain text.
 */
function bullets( array $items ): string {
	$inner = '';
	foreach ( $items as $item ) {
		$inner .= rtrim( block( 'list-item', array(), "\n<li>" . esc_html( $item ) . "</li>\n" ) ) . "\n\n";
	}
	return block( 'list', array(), "\n<ul class=\"wp-block-list\">" . trim( $inner ) . "</ul>\n" );
}

/**
 * A question that opens to its answer.
 *
 * @param string $question Plain text.
 * @param string $answer   Plain text.
 */
function details( string $question, string $answer ): string {
	$html = sprintf( "\n<details class=\"wp-block-details\"><summary>%s</summary>%s</details>\n", esc_html( $question ), trim( paragraph( esc_html( $answer ) ) ) );
	return block( 'details', array(), $html );
}

/**
 * A row of links that look like buttons.
 *
 * @param array<string, string> $links Text → address; the first one stands out.
 */
function buttons( array $links ): string {
	$inner = '';
	$first = true;
	foreach ( $links as $text => $url ) {
		$inner .= block(
			'button',
			$first ? array() : array( 'className' => 'is-style-outline' ),
			sprintf(
				"\n<div class=\"wp-block-button%s\"><a class=\"wp-block-button__link wp-element-button\" href=\"%s\">%s</a></div>\n",
				$first ? '' : ' is-style-outline',
				esc_url( $url ),
				esc_html( $text )
			)
		);
		$first  = false;
	}
	return block( 'buttons', array(), "\n<div class=\"wp-block-buttons\">" . trim( $inner ) . "</div>\n" );
}

/**
 * Columns beside each other; below each other on a phone.
 *
 * @param string[] $columns Blocks of each column.
 */
function columns( array $columns ): string {
	$inner = '';
	foreach ( $columns as $content ) {
		$inner .= block( 'column', array(), "\n<div class=\"wp-block-column\">" . trim( $content ) . "</div>\n" );
	}
	return block( 'columns', array( 'align' => 'wide' ), "\n<div class=\"wp-block-columns alignwide\">" . trim( $inner ) . "</div>\n" );
}

/**
 * A box with padding, in one of the theme's colours.
 *
 * @param string $color   Slug of the theme's palette.
 * @param string $padding Spacing of the theme.
 * @param string $content Blocks.
 */
function card( string $color, string $padding, string $content ): string {
	$sides      = array( 'top', 'right', 'bottom', 'left' );
	$attributes = array(
		'style'           => array(
			'border'  => array( 'radius' => '12px' ),
			'spacing' => array( 'padding' => array_fill_keys( $sides, "var:preset|spacing|$padding" ) ),
		),
		'backgroundColor' => $color,
		'layout'          => array( 'type' => 'default' ),
	);
	$paddings   = implode( ';', array_map( static fn ( $side ) => "padding-$side:var(--wp--preset--spacing--$padding)", $sides ) );
	return block(
		'group',
		$attributes,
		"\n<div class=\"wp-block-group has-$color-background-color has-background\" style=\"border-radius:12px;$paddings\">" . trim( $content ) . "</div>\n"
	);
}

/**
 * A part of a page as wide as the window, its content in the page's column.
 *
 * @param string $content Blocks.
 * @param string $color   Slug of the theme's palette; empty for none.
 * @param string $padding Spacing of the theme above and below.
 */
function section( string $content, string $color = '', string $padding = '60' ): string {
	$attributes = array(
		'align' => 'full',
		'style' => array(
			'spacing' => array(
				'padding' => array(
					'top'    => "var:preset|spacing|$padding",
					'bottom' => "var:preset|spacing|$padding",
				),
				'margin'  => array(
					'top'    => '0',
					'bottom' => '0',
				),
			),
		),
	);
	$classes    = 'wp-block-group alignfull';
	if ( '' !== $color ) {
		$attributes['backgroundColor'] = $color;
		$classes                      .= " has-$color-background-color has-background";
	}
	$attributes['layout'] = array( 'type' => 'constrained' );
	$style                = "margin-top:0;margin-bottom:0;padding-top:var(--wp--preset--spacing--$padding);padding-bottom:var(--wp--preset--spacing--$padding)";
	return block( 'group', $attributes, "\n<div class=\"$classes\" style=\"$style\">" . trim( $content ) . "</div>\n" );
}

/**
 * Blocks in a column as wide as the theme's wide alignment.
 *
 * @param string $content Blocks.
 */
function wide( string $content ): string {
	return block(
		'group',
		array(
			'align'  => 'wide',
			'layout' => array( 'type' => 'default' ),
		),
		"\n<div class=\"wp-block-group alignwide\">" . trim( $content ) . "</div>\n"
	);
}
