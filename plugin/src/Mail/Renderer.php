<?php
/**
 * Makes mails of words.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * Fills the two templates of `templates/mail`. They escape; the words come as they are.
 */
final class Renderer {

	/**
	 * Keeps the folder.
	 *
	 * @param string $directory Folder of the templates, without a trailing slash.
	 */
	public function __construct( private readonly string $directory ) {}

	/**
	 * The mail in the current language.
	 *
	 * @param Content   $content   What it says.
	 * @param Recipient $recipient Who gets it.
	 */
	public function render( Content $content, Recipient $recipient ): Message {
		return new Message(
			$recipient->addresses,
			$content->subject,
			$this->fill( 'html.php', $content, $recipient ),
			$this->fill( 'text.php', $content, $recipient ),
			Mailer::HEADERS
		);
	}

	/**
	 * Fills one template.
	 *
	 * @param string    $template  File.
	 * @param Content   $content   What the mail says; the template's `$content`.
	 * @param Recipient $recipient Who gets it.
	 */
	private function fill( string $template, Content $content, Recipient $recipient ): string {
		$site     = Plain_Text::decoded( get_bloginfo( 'name' ) );
		$greeting = self::greeting( $recipient );
		$reason   = null === $recipient->student_id
			/* translators: %s: name of the site. */
			? sprintf( __( 'You get this mail because you look after %s.', 'cohort-enrollment' ), $site )
			/* translators: %s: name of the site. */
			: sprintf( __( 'You get this mail because you have an account at %s.', 'cohort-enrollment' ), $site );
		$facts = array_filter( $content->facts, static fn( string $value ): bool => '' !== $value );
		ob_start();
		try {
			require $this->directory . '/' . $template;
		} finally {
			$filled = (string) ob_get_clean();
		}
		return $filled;
	}

	/**
	 * The first line.
	 *
	 * @param Recipient $recipient Who gets the mail.
	 * @return string Empty for staff, who want to know what is wrong.
	 */
	private static function greeting( Recipient $recipient ): string {
		if ( null === $recipient->student_id ) {
			return '';
		}
		return '' === $recipient->name
			? __( 'Hello,', 'cohort-enrollment' )
			/* translators: %s: name of a student. */
			: sprintf( __( 'Hello %s,', 'cohort-enrollment' ), $recipient->name );
	}
}
