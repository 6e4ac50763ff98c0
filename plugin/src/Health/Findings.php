<?php
/**
 * Judges the state of sidecar and pages.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Health;

use Cohort_Enrollment\Setup\Pages;
use Cohort_Enrollment\Sidecar\Deliveries;
use Cohort_Enrollment\Sidecar\Inspection;
use Cohort_Enrollment\Sidecar\Inspector;
use Cohort_Enrollment\Sidecar\Mails;
use Cohort_Enrollment\Sidecar\Reconciler;

/**
 * The list of checks that Site Health and the settings page show.
 */
final class Findings {

	/** Checks by their id, in the order in which people read them. */
	public const REACHABLE = 'reachable';
	public const VERSION   = 'version';
	public const SCHEMA    = 'schema';
	public const STRIPE    = 'stripe';
	public const CLOCK     = 'clock';
	public const PAGES     = 'pages';
	public const ROLES     = 'roles';
	public const CRON      = 'cron';

	/** Those that only a sidecar which can tell gets. */
	public const TOKEN        = 'token';
	public const STRIPE_CLOCK = 'stripe_clock';
	public const WEBHOOKS     = 'webhooks';
	public const MAILS        = 'mails';
	public const RECONCILER   = 'reconciler';

	/** Those that need no sidecar. */
	private const OWN = [ self::PAGES, self::ROLES, self::CRON ];

	public const ALL = [ self::REACHABLE, self::TOKEN, self::VERSION, self::SCHEMA, self::STRIPE, self::CLOCK, self::STRIPE_CLOCK, self::WEBHOOKS, self::MAILS, self::RECONCILER, ...self::OWN ];

	/**
	 * Keeps its neighbours.
	 *
	 * @param Inspector $inspector Looks at the sidecar.
	 * @param Pages     $pages     Where students land.
	 */
	public function __construct(
		private readonly Inspector $inspector,
		private readonly Pages $pages,
	) {}

	/**
	 * The checks that can say something. While the sidecar is silent, its version, tables and clock are nobody's question.
	 * Waits 2 seconds at most.
	 *
	 * @return list<string> Some of ALL.
	 */
	public function checks(): array {
		$inspection = $this->inspector->inspect();
		if ( ! $inspection->is_reachable() ) {
			return [ self::REACHABLE, ...self::OWN ];
		}
		$unknown = [
			...( null === $inspection->accepts_token ? [ self::TOKEN ] : [] ),
			...( null === $inspection->stripe_clock_skew ? [ self::STRIPE_CLOCK ] : [] ),
			...( null === $inspection->deliveries ? [ self::WEBHOOKS ] : [] ),
			...( null === $inspection->mails ? [ self::MAILS ] : [] ),
			...( null === $inspection->reconciler ? [ self::RECONCILER ] : [] ),
		];
		return array_values( array_diff( self::ALL, $unknown ) );
	}

	/**
	 * The result of one check. All of them share one answer of the sidecar.
	 *
	 * @param string $check One of {@see Findings::checks()}.
	 */
	public function of( string $check ): Finding {
		$inspection = $this->inspector->inspect();
		return match ( $check ) {
			self::PAGES        => $this->pages(),
			self::TOKEN        => Token_Finding::of( true === $inspection->accepts_token ),
			self::VERSION      => self::version( $inspection ),
			self::SCHEMA       => self::schema( $inspection ),
			self::STRIPE       => Stripe_Finding::of( $inspection, wp_get_environment_type() ),
			self::CLOCK        => Clock_Finding::of( $inspection->clock_skew ),
			self::STRIPE_CLOCK => Stripe_Clock_Finding::of( $inspection->stripe_clock_skew ?? 0 ),
			self::WEBHOOKS     => Webhook_Finding::of( $inspection->deliveries ?? Deliveries::none() ),
			self::MAILS        => Mail_Finding::of( $inspection->mails ?? new Mails( null, null, null, null, 0 ) ),
			self::RECONCILER   => Reconciler_Finding::of( $inspection->reconciler ?? new Reconciler( null, null ) ),
			self::ROLES        => Roles_Finding::now(),
			self::CRON         => Cron_Finding::now(),
			default            => self::reachable( $inspection ),
		};
	}

	/**
	 * Whether the sidecar answers.
	 *
	 * @param Inspection $inspection What was seen.
	 */
	private static function reachable( Inspection $inspection ): Finding {
		if ( $inspection->is_reachable() ) {
			return new Finding(
				Finding::GOOD,
				__( 'The enrollment sidecar answers', 'cohort-enrollment' ),
				__( 'The sidecar is the service that takes enrollments, payments and bookings. It can be reached from this site.', 'cohort-enrollment' )
			);
		}
		return new Finding(
			Finding::CRITICAL,
			__( 'The enrollment sidecar cannot be reached', 'cohort-enrollment' ),
			__( 'Course pages stay readable, but nobody can enroll, pay or book until it answers.', 'cohort-enrollment' ) . ' ' . Explanations::unreachable( (string) $inspection->unavailable_reason )
		);
	}

	/**
	 * Whether sidecar and plugin belong together.
	 *
	 * @param Inspection $inspection What was seen.
	 */
	private static function version( Inspection $inspection ): Finding {
		if ( COHORT_ENROLLMENT_VERSION === $inspection->version ) {
			return new Finding(
				Finding::GOOD,
				__( 'Plugin and sidecar have the same version', 'cohort-enrollment' ),
				/* translators: %s: version number. */
				sprintf( __( 'Both are version %s.', 'cohort-enrollment' ), COHORT_ENROLLMENT_VERSION )
			);
		}
		return new Finding(
			Finding::RECOMMENDED,
			__( 'Plugin and sidecar have different versions', 'cohort-enrollment' ),
			sprintf(
				/* translators: 1: version of the plugin, 2: version of the sidecar. */
				__( 'The plugin is version %1$s, the sidecar is version %2$s. Restart the sidecar from the plugin’s folder, so that both come from the same release.', 'cohort-enrollment' ),
				COHORT_ENROLLMENT_VERSION,
				(string) $inspection->version
			)
		);
	}

	/**
	 * Whether the sidecar's tables are there.
	 *
	 * @param Inspection $inspection What was seen.
	 */
	private static function schema( Inspection $inspection ): Finding {
		if ( 'ok' !== $inspection->database ) {
			return new Finding(
				Finding::CRITICAL,
				__( 'The sidecar cannot reach the database', 'cohort-enrollment' ),
				__( 'Nobody can enroll or book. Check the DATABASE_… settings of the sidecar; they must point at the database of this site.', 'cohort-enrollment' )
			);
		}
		return match ( $inspection->schema ) {
			'ok'     => new Finding(
				Finding::GOOD,
				__( 'The enrollment tables are up to date', 'cohort-enrollment' ),
				__( 'The tables in the database are those that this version of the sidecar needs.', 'cohort-enrollment' )
			),
			'behind' => new Finding(
				Finding::CRITICAL,
				__( 'The enrollment tables are out of date', 'cohort-enrollment' ),
				__( 'A change of the tables has not run. Restart the sidecar: it updates them when it starts.', 'cohort-enrollment' )
			),
			'ahead'  => new Finding(
				Finding::RECOMMENDED,
				__( 'The enrollment tables are newer than the sidecar', 'cohort-enrollment' ),
				__( 'A newer sidecar has changed the tables. Start the same version everywhere.', 'cohort-enrollment' )
			),
			default  => new Finding(
				Finding::RECOMMENDED,
				__( 'The state of the enrollment tables is not known', 'cohort-enrollment' ),
				__( 'The sidecar could not tell. Look into its log.', 'cohort-enrollment' )
			),
		};
	}

	/** Whether students have somewhere to land. */
	private function pages(): Finding {
		$problems = array_filter( array_map( fn( string $page ): string => Explanations::page( $this->pages, $page ), array_keys( Pages::OPTIONS ) ) );
		return [] === $problems
			? new Finding(
				Finding::GOOD,
				__( 'The enrollment pages are in place', 'cohort-enrollment' ),
				__( 'Students find the session wizard and their courses on published pages.', 'cohort-enrollment' )
			)
			: new Finding(
				Finding::CRITICAL,
				__( 'An enrollment page needs attention', 'cohort-enrollment' ),
				implode( ' ', $problems )
			);
	}
}
