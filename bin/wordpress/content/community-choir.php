<?php
/**
 * Words of the page for the free "Community Choir".
 *
 * @package Cohort_Enrollment
 */

declare( strict_types=1 );

return array(
	'title'   => 'Community Choir',
	'color'   => 'accent-2',
	'eyebrow' => 'By the river · free of charge · no audition',
	'lead'    => 'If you can speak, you can sing. Learn a small programme with your neighbours, one rehearsal at a time, and sing it for the town at the end.',
	'summary' => 'A season of singing with your neighbours and one concert for the town. Free, and no audition.',
	'learn'   => array(
		'Warm up well'         => 'Breath, posture and the noises you make only among friends.',
		'Hear your own voice'  => 'Find out whether you are a soprano, an alto, a tenor or a bass. All of them are needed.',
		'Sing in parts'        => 'Hold your line while everyone around you sings another. It is the best feeling there is.',
		'Read just enough'     => 'As much notation as the songs ask for, and not a quaver more.',
		'Four songs by heart'  => 'One very old, one from far away, one that everybody knows, and one written here.',
		'Sing for an audience' => 'A concert on the old bridge. Bring your family; they will be surprised.',
	),
	'for'     => array(
		'You sing in the shower, in the car, or only in your head',
		'You are new in town and would like to know more people',
		'You sang once and have missed it since',
	),
	'not_for' => array(
		'You look for a chamber choir with auditions: ask us, we know a good one',
		'You can’t come to most rehearsals: the others count on your voice',
	),
	'teacher' => array(
		'name'  => 'Noor de Wit',
		'words' => 'A choir is the only place I know where sixty people breathe at the same moment. Whoever has felt that once comes back, and most of them were sure that they couldn’t sing.',
	),
	'faq'     => array(
		'Is it really free?'           => 'Yes. The town pays for the hall, the academy for the choirmaster, and you bring your voice.',
		'Do I have to read music?'     => 'No. You learn by ear, with recordings to practise at home.',
		'How do I choose a rehearsal?' => 'After enrolling you choose a group for each part of the programme. Where there is one group only, your seat is booked at once.',
		'May I bring my child?'        => 'From the age of ten, yes. Each of you enrolls with an account of their own, so that there is a chair for both.',
	),
);
