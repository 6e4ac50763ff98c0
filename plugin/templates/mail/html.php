<?php
/**
 * A mail as HTML: one column, styles within, nothing from elsewhere. Colors come twice, because mail programs in dark
 * mode either read the media query or turn light colors around by themselves.
 *
 * @package Cohort_Enrollment
 *
 * @var \Cohort_Enrollment\Mail\Content $content  What it says.
 * @var string                          $site     Name of the site.
 * @var string                          $greeting First line; '' for staff.
 * @var string                          $reason   Why the mail was sent.
 * @var array<string, string>           $facts    Value by label.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

$direction = is_rtl() ? 'rtl' : 'ltr';
$start     = is_rtl() ? 'right' : 'left';
?>
<!DOCTYPE html>
<html lang="<?php echo esc_attr( get_bloginfo( 'language' ) ); ?>" dir="<?php echo esc_attr( $direction ); ?>">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title><?php echo esc_html( $content->subject ); ?></title>
<style>
	:root { color-scheme: light dark; }
	@media (prefers-color-scheme: dark) {
		.page { background: #161618 !important; color: #e8e8ea !important; }
		.card { background: #232326 !important; border-color: #3a3a3f !important; }
		.quiet, .quiet a { color: #a9a9b0 !important; }
		.facts { border-color: #3a3a3f !important; }
		.button { background: #e8e8ea !important; color: #161618 !important; }
		.link { color: #e8e8ea !important; }
	}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f4f5;color:#1e1e1e;">
<div class="page" dir="<?php echo esc_attr( $direction ); ?>" style="margin:0;padding:24px 12px;background:#f4f4f5;color:#1e1e1e;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.55;text-align:<?php echo esc_attr( $start ); ?>;">
<div style="max-width:600px;margin:0 auto;">
	<p class="quiet" style="margin:0 0 12px;padding:0 4px;color:#5f5f66;font-size:14px;font-weight:600;"><?php echo esc_html( $site ); ?></p>
	<div class="card" style="background:#ffffff;border:1px solid #e2e2e5;border-radius:12px;padding:28px 24px;overflow-wrap:anywhere;">
		<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25;font-weight:700;"><?php echo esc_html( $content->heading ); ?></h1>
		<?php foreach ( array_filter( [ $greeting, ...$content->paragraphs ] ) as $paragraph ) : ?>
			<p style="margin:0 0 16px;"><?php echo esc_html( $paragraph ); ?></p>
		<?php endforeach; ?>
		<?php foreach ( $content->sections as $section_title => $section_text ) : ?>
			<h2 style="margin:0 0 4px;font-size:16px;line-height:1.4;font-weight:700;"><?php echo esc_html( $section_title ); ?></h2>
			<p style="margin:0 0 18px;"><?php echo esc_html( $section_text ); ?></p>
		<?php endforeach; ?>
		<?php if ( [] !== $facts ) : ?>
			<dl class="facts" style="margin:24px 0;padding:16px 0 4px;border-top:1px solid #e2e2e5;border-bottom:1px solid #e2e2e5;">
				<?php foreach ( $facts as $label => $value ) : ?>
					<dt class="quiet" style="margin:0;color:#5f5f66;font-size:13px;line-height:1.4;"><?php echo esc_html( $label ); ?></dt>
					<dd style="margin:0 0 12px;font-weight:600;line-height:1.4;"><bdi><?php echo esc_html( $value ); ?></bdi></dd>
				<?php endforeach; ?>
			</dl>
		<?php endif; ?>
		<p style="margin:0;"><a class="button" href="<?php echo esc_url( $content->action->url ); ?>" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1e1e1e;color:#ffffff;font-weight:600;line-height:1.3;text-align:center;text-decoration:none;"><?php echo esc_html( $content->action->text ); ?></a></p>
		<?php foreach ( $content->links as $further ) : ?>
			<p style="margin:16px 0 0;"><a class="link" href="<?php echo esc_url( $further->url ); ?>" style="color:#1e1e1e;text-decoration:underline;"><?php echo esc_html( $further->text ); ?></a></p>
		<?php endforeach; ?>
	</div>
	<p class="quiet" style="margin:16px 0 0;padding:0 4px;color:#5f5f66;font-size:13px;line-height:1.5;"><?php echo esc_html( $reason ); ?><br><a href="<?php echo esc_url( home_url( '/' ) ); ?>" style="color:#5f5f66;text-decoration:underline;"><?php echo esc_html( (string) preg_replace( '#^https?://|/$#', '', home_url( '/' ) ) ); ?></a></p>
</div>
</div>
</body>
</html>
