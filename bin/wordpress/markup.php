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
 * A group of blocks.
 *
 * @param string               $content    Blocks.
 * @param array<string, mixed> $attributes `align`, `backgroundColor` (of the theme), `style` {color, border.radius,
 *                                         spacing}, `layout`.
 */
function group( string $content, array $attributes ): string {
	$spacing = $attributes['style']['spacing'] ?? array();
	$styles  = array();
	$classes = array( 'wp-block-group' );
	if ( isset( $attributes['align'] ) ) {
		$classes[] = 'align' . $attributes['align'];
	}
	if ( isset( $attributes['backgroundColor'] ) ) {
		array_push( $classes, "has-{$attributes['backgroundColor']}-background-color", 'has-background' );
	}
	if ( isset( $attributes['style']['border']['radius'] ) ) {
		$styles[] = 'border-radius:' . $attributes['style']['border']['radius'];
	}
	if ( isset( $attributes['style']['color']['background'] ) ) {
		$classes[] = 'has-background';
		$styles[]  = 'background-color:' . $attributes['style']['color']['background'];
	}
	foreach ( array( 'margin', 'padding' ) as $kind ) {
		foreach ( $spacing[ $kind ] ?? array() as $side => $value ) {
			$styles[] = "$kind-$side:" . preg_replace( '/^var:preset\|spacing\|(\d+)$/', 'var(--wp--preset--spacing--$1)', $value );
		}
	}
	$style = $styles ? sprintf( ' style="%s"', implode( ';', $styles ) ) : '';
	return block( 'group', $attributes, sprintf( "\n<div class=\"%s\"%s>%s</div>\n", implode( ' ', $classes ), $style, trim( $content ) ) );
}

/**
 * A colour as a block's attributes.
 *
 * @param string $color Slug of the theme's palette, or a colour like #dfeaf2; empty for none.
 * @return array<string, mixed>
 */
function background( string $color ): array {
	if ( '' === $color ) {
		return array();
	}
	return '#' === $color[0]
		? array( 'style' => array( 'color' => array( 'background' => $color ) ) )
		: array( 'backgroundColor' => $color );
}

/**
 * Boxes of the same height, as many beside each other as there is room for.
 *
 * @param string[] $boxes Blocks of each box.
 */
function grid( array $boxes ): string {
	return group(
		implode( '', $boxes ),
		array(
			'align'  => 'wide',
			'style'  => array( 'spacing' => array( 'blockGap' => 'var:preset|spacing|50' ) ),
			'layout' => array(
				'type'               => 'grid',
				'minimumColumnWidth' => '20rem',
			),
		)
	);
}

/**
 * A box of a grid, with nothing around it.
 *
 * @param string $content Blocks.
 */
function box( string $content ): string {
	return group(
		$content,
		array(
			'style'  => array( 'spacing' => array( 'blockGap' => 'var:preset|spacing|20' ) ),
			'layout' => array( 'type' => 'default' ),
		)
	);
}

/**
 * A box of a grid, in colour.
 *
 * @param string $color   As for background().
 * @param string $content Blocks.
 */
function card( string $color, string $content ): string {
	$padding = array_fill_keys( array( 'top', 'right', 'bottom', 'left' ), 'var:preset|spacing|40' );
	return group(
		$content,
		array_merge_recursive(
			background( $color ),
			array(
				'style'  => array(
					'border'  => array( 'radius' => '12px' ),
					'spacing' => array(
						'padding'  => $padding,
						'blockGap' => 'var:preset|spacing|30',
					),
				),
				'layout' => array( 'type' => 'default' ),
			)
		)
	);
}

/**
 * A part of a page as wide as the window, its content in the page's column.
 *
 * @param string $content Blocks.
 * @param string $color   As for background().
 * @param string $padding Spacing of the theme above and below.
 */
function section( string $content, string $color = '', string $padding = '60' ): string {
	$none = array(
		'top'    => '0',
		'bottom' => '0',
	);
	return group(
		$content,
		array_merge_recursive(
			array( 'align' => 'full' ),
			background( $color ),
			array(
				'style'  => array(
					'spacing' => array(
						'margin'   => $none,
						'padding'  => array_fill_keys( array_keys( $none ), "var:preset|spacing|$padding" ),
						'blockGap' => 'var:preset|spacing|40',
					),
				),
				'layout' => array( 'type' => 'constrained' ),
			)
		)
	);
}

/**
 * Text that begins where wide blocks begin, in lines that are not too long to read.
 *
 * @param string $content Blocks.
 */
function wide_text( string $content ): string {
	return group(
		$content,
		array(
			'align'  => 'wide',
			'style'  => array( 'spacing' => array( 'blockGap' => 'var:preset|spacing|30' ) ),
			'layout' => array(
				'type'           => 'constrained',
				'contentSize'    => '820px',
				'justifyContent' => 'left',
			),
		)
	);
}
