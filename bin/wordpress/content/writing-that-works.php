<?php
/**
 * Words of the page that sells "Writing that Works".
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

return array(
	'title'   => 'Writing that Works',
	'color'   => '#dfeaf2',
	'eyebrow' => 'Live online · small groups · a text of your own every week',
	'lead'    => 'Emails that get an answer. Reports that get read. Learn to write so that busy people understand you the first time.',
	'summary' => 'Emails that get an answer and reports that get read. For everyone who writes at work.',
	'learn'   => array(
		'Find the one thing'     => 'Say what your text is for in a single sentence, before you write the second one.',
		'Begin with the end'     => 'Put the answer first and the reasons after it, so that nobody has to scroll for your point.',
		'Cut without mercy'      => 'Halve a page and watch it get better. You will never miss the other half.',
		'Write like you talk'    => 'Plain words, short sentences, active verbs: sound like a person, even in a contract.',
		'Shape the page'         => 'Headings, lists and white space that carry a reader from the first line to the last.',
		'Take and give feedback' => 'Edit with somebody else’s eyes, and tell a colleague the truth without losing a friend.',
	),
	'for'     => array(
		'You write for a living, though it is not in your job title',
		'Your drafts come back with more red than black',
		'English is your second language, or your third',
	),
	'not_for' => array(
		'You want to write a novel: we love them, we don’t teach them',
		'You have no hour a week for an exercise between sessions',
	),
	'teacher' => array(
		'name'  => 'Miriam Vogel',
		'words' => 'I edited a daily newspaper for eleven years. The best writers I met were not the ones with the most words; they were the ones who knew what to leave out. That can be learned, and it is quicker in company.',
	),
	'faq'     => array(
		'Do I have to show my writing to the group?' => 'Yes, and so does everybody else. Groups are small, the first round is done in pairs, and what is read in the group stays there.',
		'What if I can’t come to a session?'         => 'Most steps are taught several times a week. When you book, you choose the time that suits you for each of them.',
		'Which language do we write in?'             => 'We meet in English. Bring texts in whatever language you work in; what makes a text clear is much the same in all of them.',
		'Will I get a certificate?'                  => 'You get something better: a folder of your own texts, before and after. On request we also write you a confirmation of attendance.',
	),
);
