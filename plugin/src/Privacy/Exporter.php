<?php
/**
 * The plugin's part of Tools > Export Personal Data.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Privacy;

use Cohort_Enrollment\Identity\Operator;
use Cohort_Enrollment\Sidecar\Facts;
use Cohort_Enrollment\Sidecar\Refused;
use Cohort_Enrollment\Sidecar\Unavailable;
use WP_Error;

/**
 * Hands out what the sidecar keeps of a person.
 */
final class Exporter {

	/**
	 * Keeps its neighbour.
	 *
	 * @param Personal_Data $data What the sidecar keeps.
	 */
	public function __construct( private readonly Personal_Data $data ) {}

	/**
	 * On `wp_privacy_personal_data_exporters`: adds ours.
	 *
	 * @param array<string, mixed> $exporters By their ids.
	 * @return array<string, mixed>
	 */
	public function add( array $exporters ): array {
		$exporters['cohort-enrollment'] = [
			'exporter_friendly_name' => __( 'Cohort Enrollment', 'cohort-enrollment' ),
			'callback'               => [ $this, 'export' ],
		];
		return $exporters;
	}

	/**
	 * One page of everything.
	 *
	 * @param string $email Mail address.
	 * @param int    $page  From 1.
	 * @return array{data: list<array<string, mixed>>, done: bool}|WP_Error
	 */
	public function export( string $email, int $page = 1 ): array|WP_Error {
		if ( ! Operator::is_entitled() ) {
			return Failure::not_allowed();
		}
		try {
			return $this->page( $email, max( 1, $page ) );
		} catch ( Unavailable | Refused $reason ) {
			return Failure::because( $reason );
		}
	}

	/**
	 * One page of everything.
	 *
	 * @param string $email Mail address.
	 * @param int    $page  From 1.
	 * @return array{data: list<array<string, mixed>>, done: bool}
	 * @throws Unavailable Without a usable answer.
	 * @throws Refused     With an error code.
	 */
	private function page( string $email, int $page ): array {
		$items = [];
		$done  = true;
		foreach ( $this->data->students( $email ) as $student ) {
			$told = $this->data->page( $student, $page );
			$done = $done && $told->truth( 'done' );
			foreach ( $told->objects( 'groups' ) as $group ) {
				foreach ( $group->objects( 'items' ) as $item ) {
					$items[] = self::item( (string) $group->text( 'group' ), $item );
				}
			}
		}
		return [
			'data' => $items,
			'done' => $done,
		];
	}

	/**
	 * One row in WordPress's shape.
	 *
	 * @param string $group Of the contract.
	 * @param Facts  $item  Of the contract.
	 * @return array<string, mixed>
	 */
	private static function item( string $group, Facts $item ): array {
		return [
			'group_id'    => 'cohort-enrollment-' . str_replace( '_', '-', $group ),
			'group_label' => Labels::group( $group ),
			'item_id'     => "cohort-enrollment-$group-" . $item->text( 'id' ),
			'data'        => self::data( $group, $item->object( 'fields' )?->scalars() ?? [] ),
		];
	}

	/**
	 * Names and values of one row. WordPress escapes them.
	 *
	 * @param string                          $group  Of the contract.
	 * @param array<string, string|int|float> $fields Of the contract.
	 * @return list<array{name: string, value: string}>
	 */
	private static function data( string $group, array $fields ): array {
		$data = [];
		// An amount tells its currency.
		foreach ( array_diff( array_keys( $fields ), [ 'currency' ] ) as $name ) {
			$data[] = [
				'name'  => Labels::field( $name ),
				'value' => Values::text( $group, $name, $fields ),
			];
		}
		return $data;
	}
}
