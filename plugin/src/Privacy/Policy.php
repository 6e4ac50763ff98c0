<?php
/**
 * Words for the site's privacy policy.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

/**
 * The text that Settings > Privacy > Policy Guide suggests.
 */
final class Policy {

	/**
	 * On `admin_init`: suggests it.
	 */
	public static function suggest(): void {
		$paragraphs = array_map( static fn( string $text ): string => '<p>' . esc_html( $text ) . '</p>', self::paragraphs() );
		$hint       = __( 'This plugin sells courses and takes payments through Stripe. Say what of the following is true for your site, and for how long you keep what.', 'cohort-enrollment' );
		wp_add_privacy_policy_content(
			__( 'Cohort Enrollment', 'cohort-enrollment' ),
			'<p class="privacy-policy-tutorial">' . esc_html( $hint ) . '</p>' . implode( '', $paragraphs )
		);
	}

	/**
	 * What a visitor should read.
	 *
	 * @return list<string> Plain text.
	 */
	private static function paragraphs(): array {
		return [
			__( 'When you enroll in a course, we store with your account which course and cohort you chose, what it cost, whether and when you paid, which sessions you booked and attended, and which mails we sent you about it.', 'cohort-enrollment' ),
			__( 'You pay on a page of Stripe. We send Stripe your email address, the price, and a random reference. Stripe collects your payment details itself; we never see your card or bank account. Stripe tells us whether you paid, with the name, email address and billing address that you gave there; we delete these messages after 90 days.', 'cohort-enrollment' ),
			__( 'Stripe is a controller of its own for payments. Its privacy policy: https://stripe.com/privacy', 'cohort-enrollment' ),
			__( 'If you put yourself on the waiting list of a cohort, we store that until you enroll, leave the list, or the cohort is over.', 'cohort-enrollment' ),
			__( 'Our staff can see the list of participants of a course, and may note reasons for changes that you ask for.', 'cohort-enrollment' ),
			__( 'We keep records of payments and refunds as long as tax law asks for. If you ask us to erase your data, they stay without your name and address.', 'cohort-enrollment' ),
		];
	}
}
