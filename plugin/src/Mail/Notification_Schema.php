<?php
/**
 * The shape of a notification.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Mail;

/**
 * JSON schemas for WordPress's own validator, by kind. Reasons and tasks are open lists: the sidecar can be updated a
 * moment before the plugin, and an unknown word is no reason not to tell.
 */
final class Notification_Schema {

	private const TEXT = [
		'type'      => 'string',
		'maxLength' => 255,
	];

	/** `\z` and not `$`, which to PHP also means "before the last line break". */
	private const WORD = [
		'type'    => 'string',
		'pattern' => '^[a-z_]{1,64}\z',
	];

	private const ID = [
		'type'    => 'integer',
		'minimum' => 1,
	];

	private const URL = [
		'type'      => [ 'string', 'null' ],
		'maxLength' => 2048,
	];

	private const DATE = [
		'type'    => 'string',
		'pattern' => '^\d{4}-\d{2}-\d{2}\z',
	];

	/** An instant in UTC. */
	private const INSTANT = [
		'type'    => 'string',
		'pattern' => '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z\z',
	];

	private const AMOUNT = [
		'type'    => 'integer',
		'minimum' => 0,
	];

	private const PURCHASE = [
		'courseCode'  => self::TEXT,
		'courseTitle' => self::TEXT,
		'cohortName'  => self::TEXT,
		'amount'      => self::AMOUNT,
		'currency'    => [
			'type'    => 'string',
			'pattern' => '^([a-z]{3})?\z',
		],
	];

	private const TASK = [
		'task'     => self::WORD,
		'taskId'   => self::ID,
		'stripeId' => [
			'type'    => [ 'string', 'null' ],
			'pattern' => '^[A-Za-z0-9_]{1,255}\z',
		],
		'livemode' => [ 'type' => 'boolean' ],
	];

	/**
	 * The schema of `kind` alone, which says what the rest must look like.
	 *
	 * @return array<string, mixed>
	 */
	public static function of_kind(): array {
		return self::object_of(
			[
				'kind' => [
					'type' => 'string',
					'enum' => array_column( Kind::cases(), 'value' ),
				],
			]
		);
	}

	/**
	 * The schema of the whole body.
	 *
	 * @param Kind $kind What is told.
	 * @return array<string, mixed>
	 */
	public static function of_body( Kind $kind ): array {
		return self::object_of(
			[
				'reference' => [
					'type'    => 'string',
					'pattern' => '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z',
				],
				'studentId' => Kind::Task === $kind ? [ 'type' => [ 'integer', 'null' ] ] : self::ID,
				'data'      => self::object_of( self::data( $kind ), optional: self::optional_data( $kind ) ),
			]
		);
	}

	/**
	 * The fields of `data`.
	 *
	 * @param Kind $kind What is told.
	 * @return array<string, array<string, mixed>>
	 */
	private static function data( Kind $kind ): array {
		return match ( $kind ) {
			Kind::Enrolled => self::PURCHASE + [ 'packageId' => self::ID ],
			Kind::Refunded, Kind::Enrollment_Ended => self::PURCHASE + [ 'reason' => self::WORD ],
			Kind::Enrollment_Moved => self::PURCHASE + [
				'packageId'          => self::ID,
				'previousCohortName' => self::TEXT,
				'startDate'          => self::DATE,
				'endDate'            => self::DATE,
			],
			Kind::Session_Moved, Kind::Session_Released => self::PURCHASE + [
				'packageId' => self::ID,
				'moved'     => self::list_of( self::session( [ 'before', 'after' ] ) ),
				'released'  => self::list_of( self::session( [ 'before' ] ) ),
				'others'    => self::AMOUNT,
			],
			Kind::Payment_Failed, Kind::Seat_Available => self::PURCHASE + [ 'returnUrl' => self::URL ],
			Kind::Task => self::TASK + [ 'purchase' => self::object_of( self::PURCHASE, [ 'object', 'null' ] ) ],
		};
	}

	/**
	 * A dated session of a step.
	 *
	 * @param list<string> $times Its fields with a start and an end.
	 * @return array<string, mixed>
	 */
	private static function session( array $times ): array {
		$time = self::object_of(
			[
				'startsAt' => self::INSTANT,
				'endsAt'   => self::INSTANT,
			]
		);
		return self::object_of(
			[
				'stepLabel'      => self::TEXT,
				'groupClassName' => self::TEXT,
				'timezone'       => self::TEXT,
			] + array_fill_keys( $times, $time )
		);
	}

	/**
	 * A list.
	 *
	 * @param array<string, mixed> $item Schema of what is in it.
	 * @return array<string, mixed>
	 */
	private static function list_of( array $item ): array {
		return [
			'type'     => 'array',
			'items'    => $item,
			'maxItems' => 100,
		];
	}

	/**
	 * The fields of `data` that need not be there.
	 *
	 * @param Kind $kind What is told.
	 * @return array<string, array<string, mixed>>
	 */
	private static function optional_data( Kind $kind ): array {
		return Kind::Enrollment_Ended === $kind ? [ 'refundAmount' => self::AMOUNT ] : [];
	}

	/**
	 * An object of which every field must be there, but for the optional ones.
	 *
	 * @param array<string, array<string, mixed>> $properties Schemas by field.
	 * @param string|list<string>                 $type       Type, or types when it may be null.
	 * @param array<string, array<string, mixed>> $optional   Schemas by field.
	 * @return array<string, mixed>
	 */
	private static function object_of( array $properties, string|array $type = 'object', array $optional = [] ): array {
		return [
			'type'       => $type,
			'properties' => $properties + $optional,
			'required'   => array_keys( $properties ),
		];
	}
}
