<?php
/**
 * The plugin's part of Tools > Site Health.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Admin\Settings_Page;

/**
 * Adds the checks of {@see Findings} as direct tests: all of them share one request to the sidecar, 2 seconds at most.
 */
final class Site_Health {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Findings $findings Judges the state.
	 */
	public function __construct( private readonly Findings $findings ) {}

	/**
	 * On `site_status_tests`: adds the tests. WordPress asks for them on the Site Health screen and in its weekly job
	 * only, so the sidecar may be looked at here.
	 *
	 * @param array<string, array<string, mixed>> $tests Tests by kind.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_tests( array $tests ): array {
		foreach ( $this->findings->checks() as $check ) {
			$tests['direct'][ 'cohort_enrollment_' . $check ] = [
				'label' => self::label( $check ),
				'test'  => fn(): array => $this->result( $check ),
			];
		}
		return $tests;
	}

	/**
	 * A finding in Site Health's shape.
	 *
	 * @param string $check One of Findings::ALL.
	 * @return array<string, mixed>
	 */
	public function result( string $check ): array {
		$finding = $this->findings->of( $check );
		return [
			'label'       => $finding->label,
			'status'      => $finding->severity,
			'badge'       => [
				'label' => __( 'Cohort Enrollment', 'cohort-enrollment' ),
				'color' => 'blue',
			],
			'description' => '<p>' . esc_html( $finding->explanation ) . '</p>',
			'actions'     => Finding::GOOD === $finding->severity || ! current_user_can( Settings_Page::CAPABILITY ) ? '' : sprintf(
				'<p><a href="%s">%s</a></p>',
				esc_url( Settings_Page::url() ),
				esc_html__( 'Open the settings of Cohort Enrollment', 'cohort-enrollment' )
			),
			'test'        => 'cohort_enrollment_' . $check,
		];
	}

	/**
	 * Name of a check.
	 *
	 * @param string $check One of Findings::ALL.
	 */
	private static function label( string $check ): string {
		return match ( $check ) {
			Findings::TOKEN        => __( 'Trust between site and enrollment sidecar', 'cohort-enrollment' ),
			Findings::VERSION      => __( 'Version of the enrollment sidecar', 'cohort-enrollment' ),
			Findings::SCHEMA       => __( 'Enrollment tables', 'cohort-enrollment' ),
			Findings::STRIPE       => __( 'Connection to Stripe', 'cohort-enrollment' ),
			Findings::CLOCK        => __( 'Clock of the enrollment sidecar', 'cohort-enrollment' ),
			Findings::STRIPE_CLOCK => __( 'Clock of the enrollment sidecar, beside Stripe’s', 'cohort-enrollment' ),
			Findings::WEBHOOKS     => __( 'Messages of Stripe', 'cohort-enrollment' ),
			Findings::MAILS        => __( 'Mails about enrollments', 'cohort-enrollment' ),
			Findings::RECONCILER   => __( 'Comparison with Stripe’s books', 'cohort-enrollment' ),
			Findings::ROLES        => __( 'People who can manage the cohorts', 'cohort-enrollment' ),
			Findings::CRON         => __( 'Daily clean-up of the enrollment plugin', 'cohort-enrollment' ),
			Findings::PAGES        => __( 'Enrollment pages', 'cohort-enrollment' ),
			default                => __( 'Enrollment sidecar', 'cohort-enrollment' ),
		};
	}
}
