<?php
/**
 * How commands speak to the sidecar.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Cli;

use Closure;
use Cohort_Enrollment\Health\Explanations;
use Cohort_Enrollment\Sidecar\Admin_Calls;
use Cohort_Enrollment\Sidecar\Answer;
use Cohort_Enrollment\Sidecar\Client;
use Cohort_Enrollment\Sidecar\Facts;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use Generator;

/**
 * As the user that `--user` names, else as the operator. Whatever goes wrong ends the command with exit code 1 and says
 * what to do, with the stable code of the error in brackets.
 */
final class Sidecar {

	/** The most that a list gives at a time. */
	private const PER_PAGE = 100;

	/**
	 * Keeps its neighbour.
	 *
	 * @param Client $client Talks HTTP.
	 */
	public function __construct( private readonly Client $client ) {}

	/**
	 * Reads.
	 *
	 * @param string                               $path  Below `/admin`.
	 * @param array<string, string|int|float|null> $query Parameters.
	 */
	public function get( string $path, array $query = [] ): Facts {
		return $this->attempt( fn(): Facts => $this->calls()->get( $path, $query ) );
	}

	/**
	 * Does something.
	 *
	 * @param string               $path Below `/admin`.
	 * @param array<string, mixed> $body Becomes JSON.
	 */
	public function post( string $path, array $body = [] ): Facts {
		return $this->attempt( fn(): Facts => $this->calls()->post( $path, $body ) );
	}

	/**
	 * All rows of a list, page by page.
	 *
	 * @param string                               $path  Below `/admin`.
	 * @param array<string, string|int|float|null> $query Filters.
	 * @return Generator<int, Facts>
	 */
	public function all( string $path, array $query = [] ): Generator {
		for ( $page = 1; ; $page++ ) {
			$answer = $this->get(
				$path,
				$query + [
					'page'    => $page,
					'perPage' => self::PER_PAGE,
				]
			);
			$items  = $answer->objects( 'items' );
			yield from $items;
			if ( count( $items ) < self::PER_PAGE ) {
				return;
			}
		}
	}

	/**
	 * How to ask for a path and get the bare answer, an error too.
	 *
	 * @return Closure(string): Answer May throw Unavailable.
	 */
	public function asking(): Closure {
		return fn( string $path ): Answer => is_user_logged_in()
			? $this->client->send_as_current_user( 'GET', $path )
			: $this->client->send_as_operator( 'GET', $path );
	}

	/**
	 * Whether the sidecar takes this site's word for who speaks.
	 *
	 * @return string `accepted`, or the code of what went wrong.
	 */
	public function token_state(): string {
		try {
			$this->calls()->get( '/tasks', [ 'perPage' => 1 ] );
		} catch ( Refused $refused ) {
			return $refused->error_code;
		} catch ( Unavailable $unavailable ) {
			return $unavailable->reason;
		}
		return 'accepted';
	}

	/**
	 * Ends the command because there was no usable answer.
	 *
	 * @param Unavailable $unavailable Why.
	 * @return never
	 */
	public static function end_unavailable( Unavailable $unavailable ): never {
		self::end( __( 'The enrollment sidecar cannot be reached.', 'cohort-enrollment' ) . ' ' . Explanations::unreachable( $unavailable->reason ), $unavailable->reason );
	}

	/**
	 * Ends the command because the sidecar said no.
	 *
	 * @param string $code    Stable code.
	 * @param string $message English, from the sidecar; '' without one.
	 * @return never
	 */
	public static function end_refused( string $code, string $message ): never {
		self::end( Refusal_Words::of( $code ) ?? ( '' === $message ? __( 'The sidecar refused.', 'cohort-enrollment' ) : $message ), $code );
	}

	/**
	 * Ends the command.
	 *
	 * @param string $words For people.
	 * @param string $code  For programs.
	 * @return never
	 */
	private static function end( string $words, string $code ): never {
		Failure::end( "$words [$code]" );
	}

	/** With whose word. */
	private function calls(): Admin_Calls {
		return is_user_logged_in() ? Admin_Calls::as_current_user( $this->client ) : Admin_Calls::as_operator( $this->client );
	}

	/**
	 * Calls, or ends the command.
	 *
	 * @param Closure(): Facts $call May throw Unavailable and Refused.
	 */
	private function attempt( Closure $call ): Facts {
		try {
			return $call();
		} catch ( Unavailable $unavailable ) {
			self::end_unavailable( $unavailable );
		} catch ( Refused $refused ) {
			self::end_refused( $refused->error_code, implode( ' ', [ $refused->getMessage(), ...self::issues( $refused ) ] ) );
		}
	}

	/**
	 * What was wrong with the input.
	 *
	 * @param Refused $refused With `data.issues`, or without.
	 * @return list<string>
	 */
	private static function issues( Refused $refused ): array {
		return array_map(
			static fn( Facts $issue ): string => sprintf( '%s: %s.', (string) $issue->text( 'path' ), (string) $issue->text( 'message' ) ),
			$refused->data?->objects( 'issues' ) ?? []
		);
	}
}
