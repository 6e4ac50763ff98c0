<?php
/**
 * Keeps this folder in the release; translations made with the plugin's .pot file lie here.
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );
