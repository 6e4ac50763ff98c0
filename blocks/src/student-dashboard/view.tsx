import { mount } from '../shared/mount';
import { Dashboard } from './dashboard';
import { takeBookedNews } from './booked-news';

const bookedJustNow = takeBookedNews(window.location, window.history);

mount('wp-block-cohort-enrollment-student-dashboard', (settings, announce) => (
	<Dashboard settings={settings} bookedJustNow={bookedJustNow} announce={announce} />
));
