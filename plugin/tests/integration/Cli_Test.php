<?php
/**
 * What operators type.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Tests;

use Cohort_Enrollment\Options;
use ReflectionMethod;

final class Cli_Test extends WordPress_Test_Case {

	use Types_Commands;

	private const EVERYTHING = [ 'manage_cohorts', 'view_cohort_rosters', 'export_others_personal_data', 'erase_others_personal_data' ];

	public function test_every_command_says_how_it_is_used(): void {
		$help = Wp_Cli::run( [ 'help', 'cohort' ] )['output'];
		foreach ( [ 'cohort', 'course', 'enroll', 'env', 'health', 'reconcile', 'refund', 'replay', 'roster' ] as $name ) {
			self::assertMatchesRegularExpression( "/^ +$name +\\w{3}/m", $help, 'Listed, with a description.' );
		}
		foreach ( (array) glob( dirname( __DIR__, 2 ) . '/src/Cli/*_Command.php' ) as $file ) {
			$class = 'Cohort_Enrollment\\Cli\\' . basename( $file, '.php' );
			$name  = strtolower( str_replace( '_', ' ', basename( $file, '_Command.php' ) ) );
			$words = (string) ( new ReflectionMethod( $class, '__invoke' ) )->getDocComment();
			self::assertStringContainsString( '## OPTIONS', $words, $name );
			self::assertStringContainsString( "$ wp cohort $name", $words, $name );
		}
	}

	public function test_without_a_user_the_operator_speaks_and_lists_are_read_to_their_end(): void {
		$course = static fn( int $id ): array => [
			'id'        => $id,
			'code'      => "C$id",
			'title'     => "Course $id",
			'isActive'  => true,
			'pageId'    => null,
			'price'     => [
				'amount'   => 49000,
				'currency' => 'eur',
			],
			'steps'     => 2,
			'cohorts'   => 1,
			'students'  => 7,
			'updatedAt' => '2026-01-01T00:00:00.000Z',
			'version'   => 1,
		];
		$this->sidecar->answer( [ 'json' => [ 'items' => array_map( $course, range( 1, 3 ) ) ] ], '/admin/courses' );

		$listed = Wp_Cli::run( [ 'cohort', 'course', 'list', '--format=json', '--search=yo ga', '--active=no' ] );

		self::assertSame( [ 0, '' ], [ $listed['code'], self::own_errors( $listed ) ] );
		self::assertSame(
			[
				'id'       => 1,
				'code'     => 'C1',
				'title'    => 'Course 1',
				'active'   => 'yes',
				'price'    => '490.00 EUR',
				'steps'    => 2,
				'cohorts'  => 1,
				'students' => 7,
			],
			json_decode( $listed['output'], true )[0]
		);
		[ $request ] = $this->sidecar->requests();
		self::assertSame( '/admin/courses?search=yo%20ga&isActive=false&page=1&perPage=100', $request['url'] );
		$claims = Token::claims_of( $request );
		self::assertSame( [ '0', '', self::EVERYTHING ], [ $claims['sub'], $claims['email'], $claims['caps'] ] );
	}

	public function test_a_full_page_of_a_list_is_followed_by_the_next_one(): void {
		$path = '/admin/cohorts?courseId=3&when=upcoming';
		$page = static fn( int $first, int $count ): array => [ 'json' => [ 'items' => array_map( static fn( int $id ): array => [ 'id' => $id ], range( $first, $first + $count - 1 ) ) ] ];
		$this->sidecar->answer( $page( 1, 100 ), "$path&page=1&perPage=100" );
		$this->sidecar->answer( $page( 101, 2 ), "$path&page=2&perPage=100" );

		$listed = Wp_Cli::run( [ 'cohort', 'cohort', 'list', '--format=ids', '--course=3', '--when=upcoming' ] );

		self::assertSame( [ 0, range( 1, 102 ) ], [ $listed['code'], array_map( 'intval', explode( ' ', trim( $listed['output'] ) ) ) ] );
	}

	public function test_with_a_user_that_user_speaks_with_their_own_capabilities(): void {
		$this->sidecar->answer( self::refusal( 403, 'forbidden' ), '/admin/courses' );
		$editor = self::committed_user();

		$refused = Wp_Cli::run( [ 'cohort', 'course', 'list', "--user=$editor" ] );

		self::assertSame( 1, $refused['code'] );
		self::assertSame( "Error: The user that --user names lacks the capability for this. [forbidden]\n", self::own_errors( $refused ) );
		$claims = Token::claims_of( $this->sidecar->requests()[0] );
		self::assertSame( (string) $editor, $claims['sub'] );
		self::assertNotSame( self::EVERYTHING, $claims['caps'] );
	}

	public function test_a_student_is_enrolled_by_login_and_the_package_told(): void {
		$this->sidecar->answer(
			[
				'status' => 201,
				'json'   => [ 'packageId' => 345 ],
			],
			'/admin/cohorts/12/enrollments'
		);
		$student = self::committed_user();
		$login   = get_userdata( $student )->user_login;

		$porcelain = Wp_Cli::run( [ 'cohort', 'enroll', '12', $login, '--reason=By invoice', '--porcelain' ] );
		$spoken    = Wp_Cli::run( [ 'cohort', 'enroll', '12', (string) $student, '--reason=By invoice' ] );

		self::assertSame( [ 0, "345\n" ], [ $porcelain['code'], $porcelain['output'] ] );
		self::assertStringContainsString( 'is enrolled (package 345).', $spoken['output'] );
		self::assertSame(
			[
				'studentId' => $student,
				'reason'    => 'By invoice',
			],
			json_decode( $this->sidecar->requests()[0]['body'], true )
		);
	}

	public function test_programs_get_the_new_enrollment_as_a_row(): void {
		$this->sidecar->answer(
			[
				'status' => 201,
				'json'   => [ 'packageId' => 345 ],
			],
			'/admin/cohorts/12/enrollments'
		);
		$student = self::committed_user();

		$json  = Wp_Cli::run( [ 'cohort', 'enroll', '12', (string) $student, '--reason=A gift', '--format=json' ] );
		$field = Wp_Cli::run( [ 'cohort', 'enroll', '12', (string) $student, '--reason=A gift', '--field=package' ] );

		$row = [
			'package' => 345,
			'user'    => $student,
			'cohort'  => 12,
			'status'  => 'ACTIVE',
			'amount'  => 'free',
		];
		self::assertSame( [ 0, [ $row ] ], [ $json['code'], json_decode( $json['output'], true ) ] );
		self::assertSame( "345\n", $field['output'] );
	}

	/**
	 * What makes no sense.
	 *
	 * @dataProvider nonsense
	 * @param list<string> $arguments What is typed after `wp cohort`.
	 * @param string       $words     Part of the error.
	 */
	public function test_what_makes_no_sense_is_refused_before_anybody_is_asked( array $arguments, string $words ): void {
		$refused = Wp_Cli::run( [ 'cohort', ...$arguments ] );

		self::assertSame( 1, $refused['code'] );
		self::assertStringContainsString( $words, $refused['errors'] . $refused['output'] );
		self::assertSame( [], $this->sidecar->requests() );
	}

	public function nonsense(): array {
		return [
			'no number'        => [ [ 'enroll', '1.5', '1', '--reason=x' ], '<cohort> must be a number' ],
			'nobody'           => [ [ 'enroll', '1', 'nobody-of-this-name', '--reason=x' ], 'nobody-of-this-name' ],
			'no reason'        => [ [ 'refund', '1' ], '--reason' ],
			'no event'         => [ [ 'replay' ], '--dead' ],
			'both at once'     => [ [ 'reconcile', '--apply', '--dry-run' ], 'either --apply or --dry-run' ],
			'rosters as yaml'  => [ [ 'roster', 'export', '1', '--format=yaml' ], 'Invalid value specified for \'format\'' ],
			'unwritable place' => [ [ 'roster', 'export', '1', '--file=/nowhere/roster.csv' ], 'cannot be written' ],
		];
	}

	public function test_a_refund_asks_first_and_sends_the_amount_in_the_minor_unit_with_the_version_that_was_seen(): void {
		$this->answer_package();

		$declined = Wp_Cli::run( [ 'cohort', 'refund', '7', '--amount=100.5', '--reason=Ill' ], "n\n" );
		self::assertStringContainsString( 'Cancel the enrollment of Ada Byron in Yoga, Autumn, and refund 100.50 EUR?', $declined['output'] );
		self::assertSame( [ 'GET' ], array_column( $this->sidecar->requests(), 'method' ) );

		$confirmed = Wp_Cli::run( [ 'cohort', 'refund', '7', '--amount=100.5', '--reason=Ill' ], "y\n" );
		self::assertSame( 0, $confirmed['code'] );
		self::assertStringContainsString( 'Success: The enrollment is cancelled', $confirmed['output'] );
		self::assertSame(
			[
				'version' => 4,
				'reason'  => 'Ill',
				'refund'  => [ 'amount' => 10050 ],
			],
			json_decode( $this->sidecar->requests()[2]['body'], true )
		);
	}

	public function test_without_an_amount_all_that_is_left_goes_back(): void {
		$this->answer_package();

		$done = Wp_Cli::run( [ 'cohort', 'refund', '7', '--reason=Ill', '--yes' ] );

		self::assertSame( 0, $done['code'] );
		self::assertSame( 'full', json_decode( $this->sidecar->requests()[1]['body'], true )['refund'] );
	}

	public function test_programs_get_what_became_of_a_refund_as_a_row(): void {
		$this->answer_package();
		$refund = static fn( string ...$more ): string => Wp_Cli::run( [ 'cohort', 'refund', '7', '--reason=Ill', '--yes', ...$more ] )['output'];

		self::assertSame( "package,status,payment_state,amount\n7,REFUNDED,refund_pending,\"490.00 EUR\"\n", $refund( '--format=csv' ) );
		self::assertSame( "100.50 EUR\n", $refund( '--amount=100.5', '--field=amount' ) );
	}

	public function test_an_amount_that_is_none_of_this_currency_is_refused(): void {
		$this->answer_package();

		$refused = Wp_Cli::run( [ 'cohort', 'refund', '7', '--amount=1.234', '--reason=Ill', '--yes' ] );

		self::assertSame( 1, $refused['code'] );
		self::assertStringContainsString( '--amount must be an amount such as 49.00 EUR', $refused['errors'] );
		self::assertSame( [ 'GET' ], array_column( $this->sidecar->requests(), 'method' ) );
	}

	public function test_differences_of_the_books_are_told_and_what_was_to_be_mended_and_was_not_fails(): void {
		$finding = [
			'kind'    => 'counter_differs',
			'subject' => 'cohort 3',
			'detail'  => 'It says 4, there are 5.',
			'action'  => 'Count again.',
			'mended'  => false,
		];
		$answer  = static fn( bool $is_finished, array $findings ): array => [
			'json' => [
				'isFinished' => $is_finished,
				'findings'   => $findings,
			],
		];
		$this->sidecar->answer( $answer( true, [ $finding ] ), '/admin/reconciliation' );

		$dry = Wp_Cli::run( [ 'cohort', 'reconcile', '--format=json' ] );
		self::assertSame( 0, $dry['code'], 'A dry run mends nothing.' );
		self::assertSame( [ array_merge( $finding, [ 'mended' => 'no' ] ) ], json_decode( $dry['output'], true ) );
		self::assertSame( '{"apply":false}', $this->sidecar->requests()[0]['body'] );

		$applied = Wp_Cli::run( [ 'cohort', 'reconcile', '--apply' ] );
		self::assertSame( 1, $applied['code'] );
		self::assertStringContainsString( '1 difference.', $applied['output'] );
		self::assertSame( '{"apply":true}', $this->sidecar->requests()[1]['body'] );

		$this->sidecar->answer( $answer( true, [] ), '/admin/reconciliation' );
		$agreed = Wp_Cli::run( [ 'cohort', 'reconcile' ] );
		self::assertStringContainsString( 'Success: The books agree', $agreed['output'] );
	}

	public function test_events_are_replayed_one_by_one_or_all_dead_ones_and_what_is_not_done_fails(): void {
		$answer = static fn( array $events ): array => [ 'json' => [ 'events' => $events ] ];
		$event  = static fn( string $id, string $status ): array => [
			'eventId' => $id,
			'status'  => $status,
		];
		$this->sidecar->answer( $answer( [ $event( 'evt_1', 'done' ) ] ), '/admin/events/evt_1/replay' );
		$this->sidecar->answer( $answer( [ $event( 'evt_2', 'not_found' ) ] ), '/admin/events/evt_2/replay' );
		$this->sidecar->answer( $answer( [ $event( 'evt_3', 'done' ), $event( 'evt_4', 'ignored' ) ] ), '/admin/events/replay-dead' );

		$some = Wp_Cli::run( [ 'cohort', 'replay', 'evt_1', 'evt_2', '--format=csv' ] );
		$dead = Wp_Cli::run( [ 'cohort', 'replay', '--dead', '--format=count' ] );

		self::assertSame( [ 1, "event,status\nevt_1,done\nevt_2,not_found\n" ], [ $some['code'], $some['output'] ] );
		self::assertSame( [ 0, '2' ], [ $dead['code'], trim( $dead['output'] ) ] );
	}

	public function test_health_fails_when_something_is_critical_and_names_it(): void {
		$this->sidecar->answer( [ 'reset' => true ] );

		$ill = Wp_Cli::run( [ 'cohort', 'health', '--format=json' ] );

		self::assertSame( 1, $ill['code'] );
		$statuses = array_column( json_decode( $ill['output'], true ), 'status', 'check' );
		self::assertSame( 'critical', $statuses['reachable'] );
		self::assertArrayHasKey( 'pages', $statuses );
	}

	public function test_the_environment_tells_fingerprints_and_never_the_secret(): void {
		$secret = (string) get_option( Options::SECRET );

		$env = Wp_Cli::run( [ 'cohort', 'env', '--format=json' ] );

		self::assertSame( 0, $env['code'] );
		$values = array_column( json_decode( $env['output'], true ), 'value', 'name' );
		self::assertSame( substr( hash( 'sha256', $secret ), 0, 12 ), $values['secret_fingerprint'] );
		self::assertSame( $this->sidecar->url(), $values['address'] );
		self::assertSame( COHORT_ENROLLMENT_VERSION, $values['version'] );
		self::assertSame( 'accepted', $values['token'] );
		self::assertStringNotContainsString( $secret, $env['output'] . $env['errors'] );
	}

	/**
	 * Errors of the sidecar.
	 *
	 * @dataProvider refusals
	 * @param array<string, mixed> $answer Of the recording sidecar.
	 * @param string               $words  Part of the error.
	 */
	public function test_whatever_goes_wrong_ends_with_words_and_a_code( array $answer, string $words ): void {
		$this->sidecar->answer( $answer, '/admin/courses' );

		$failed = Wp_Cli::run( [ 'cohort', 'course', 'list', '--format=json' ] );

		self::assertSame( [ 1, '' ], [ $failed['code'], $failed['output'] ] );
		self::assertStringContainsString( $words, self::own_errors( $failed ) );
	}

	public function refusals(): array {
		$issue = [
			'path'    => 'search',
			'message' => 'is too long',
		];
		return [
			'no connection' => [ [ 'reset' => true ], 'Nothing answers at its address. Start the sidecar, or correct the address. [no_connection]' ],
			'other secret'  => [ self::refusal( 401, 'invalid_token' ), 'wp cohort health [invalid_token]' ],
			'wrong input'   => [ self::refusal( 400, 'invalid_request', [ 'issues' => [ $issue ] ] ), 'No. search: is too long. [invalid_request]' ],
		];
	}

	/** A package that was paid with 490.00 EUR. */
	private function answer_package(): void {
		$package = [
			'id'          => 7,
			'studentName' => 'Ada Byron',
			'courseTitle' => 'Yoga',
			'cohortName'  => 'Autumn',
			'currency'    => 'eur',
			'refundable'  => 49000,
			'version'     => 4,
		];
		$this->sidecar->answer( [ 'json' => $package ], '/admin/packages/7' );
		$ended = [
			'id'           => 7,
			'status'       => 'REFUNDED',
			'paymentState' => 'refund_pending',
		];
		$this->sidecar->answer( [ 'json' => $ended ], '/admin/packages/7/cancel' );
	}

	/** Somebody whom another process sees, too, and who may not manage cohorts. */
	private static function committed_user(): int {
		foreach ( get_users( [ 'role__not_in' => [ 'administrator' ], 'number' => 1 ] ) as $user ) { // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing.AssociativeArrayFound -- One line.
			return $user->ID;
		}
		self::markTestSkipped( 'This site has administrators only.' );
	}

	/**
	 * What our commands wrote to standard error, without what old libraries of WP-CLI say about themselves.
	 *
	 * @param array{code: int, output: string, errors: string} $run Of Wp_Cli.
	 */
	private static function own_errors( array $run ): string {
		return (string) preg_replace( '/^(PHP )?Deprecated: .*\n|^\n/m', '', $run['errors'] );
	}
}
