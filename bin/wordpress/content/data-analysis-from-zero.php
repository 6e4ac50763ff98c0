<?php
/**
 * Words of the page that sells "Data Analysis from Zero".
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

return array(
	'title'   => 'Data Analysis from Zero',
	'color'   => 'accent-1',
	'eyebrow' => 'Live online · no mathematics beyond school · real data from day one',
	'lead'    => 'Go from “somebody should look at the numbers” to being that somebody. You start with a spreadsheet and end with an analysis you can defend.',
	'summary' => 'From your first spreadsheet to an analysis that you can defend. No mathematics beyond school.',
	'learn'   => array(
		'Ask a question that numbers can answer' => 'Turn a hunch into something you can count, and know when you can’t.',
		'Clean up what you were given'           => 'Doubles, gaps, dates in four formats: tame a messy table without breaking it.',
		'Summarise without lying'                => 'Averages, spreads and shares, and which of them hides what matters.',
		'Draw the chart that says it'            => 'Choose the picture by the question, and leave out everything that only decorates.',
		'Tell chance from change'                => 'Is it better, or was it just a good Tuesday? A feeling for samples, without formulas.',
		'Tell the story'                         => 'One page, one finding, one recommendation, and an honest word about what you don’t know.',
	),
	'for'     => array(
		'You work with people who ask for numbers, and you would like to have them',
		'You know how to sum up a column, and not much more',
		'You prefer doing to watching: every session has you at the keys',
	),
	'not_for' => array(
		'You program in Python or R already: this would be too slow for you',
		'You look for machine learning: we stop where it begins',
	),
	'teacher' => array(
		'name'  => 'Kwame Mensah',
		'words' => 'I taught statistics to nurses, to bus planners and to a parliament. Everyone arrived saying that they were no good with numbers. Nobody left saying it.',
	),
	'faq'     => array(
		'Which software do I need?'                 => 'A browser and any spreadsheet program: LibreOffice, Excel or Google Sheets. We show every step in all three.',
		'How much time does it take?'               => 'One live session for each step, and about two hours of practice in between. Most of it is work on data of your own.',
		'I live far away. Are the times all yours?' => 'Classes are taught from several time zones. You always see the time where you are, and the time where the class is.',
		'Can my employer pay?'                      => 'Gladly. Enroll with your own account and pay with the company’s card: the receipt goes to the address that you enter at payment.',
	),
);
