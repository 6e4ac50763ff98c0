<?php
/**
 * The parts for wp-admin and how they hang together.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

namespace Cohort_Enrollment\Admin;

use Cohort_Enrollment\Health\Debug_Information;
use Cohort_Enrollment\Health\Findings;
use Cohort_Enrollment\Health\Site_Health;
use Cohort_Enrollment\Plugin;
use Cohort_Enrollment\Privacy\Eraser;
use Cohort_Enrollment\Privacy\Exporter;
use Cohort_Enrollment\Privacy\Personal_Data;
use Cohort_Enrollment\Sidecar\Admin_Calls;
use Cohort_Enrollment\Sidecar\Inspector;
use Cohort_Enrollment\Sidecar\Watch;

/**
 * Wires what visitors never need, see {@see Plugin::admin()}.
 */
final class Admin {

	public readonly Settings $settings;
	public readonly Role_Form $role_form;
	public readonly Settings_Page $settings_page;
	public readonly Settings_Actions $settings_actions;
	public readonly App_Page $app_page;
	public readonly Roster_Export $roster_export;
	public readonly Outage_Notice $outage_notice;
	/** What is well and what is not; Site Health, the settings page and WP-CLI show it. */
	public readonly Findings $findings;
	public readonly Site_Health $site_health;
	public readonly Debug_Information $debug_information;
	public readonly Exporter $exporter;
	public readonly Eraser $eraser;

	/**
	 * Builds the parts.
	 *
	 * @param Plugin $plugin The parts that they need.
	 */
	public function __construct( Plugin $plugin ) {
		$inspector               = new Inspector( $plugin->client, $plugin->availability );
		$this->findings          = new Findings( $inspector, $plugin->pages );
		$personal_data           = new Personal_Data( Admin_Calls::as_operator( $plugin->client ) );
		$this->settings          = new Settings( $plugin->address, $plugin->availability );
		$this->role_form         = new Role_Form();
		$this->settings_page     = new Settings_Page( $plugin->address, $plugin->secrets, $plugin->pages, $inspector, $this->findings, $this->role_form );
		$this->settings_actions  = new Settings_Actions( $plugin->secrets, $plugin->pages );
		$this->app_page          = new App_Page( new Open_Tasks( $GLOBALS['wpdb'] ) );
		$this->roster_export     = new Roster_Export( $plugin->client, Watch::of_staff( $plugin->availability ) );
		$this->outage_notice     = new Outage_Notice( $plugin->availability );
		$this->site_health       = new Site_Health( $this->findings );
		$this->debug_information = new Debug_Information( $plugin->address, $inspector, $plugin->secrets, $plugin->pages );
		$this->exporter          = new Exporter( $personal_data );
		$this->eraser            = new Eraser( $personal_data );
	}
}
