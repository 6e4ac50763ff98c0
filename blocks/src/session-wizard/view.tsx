import { mount } from '../shared/mount';
import { readTarget } from './target';
import { Wizard } from './wizard';

const target = readTarget(window.location.search);

mount('wp-block-cohort-enrollment-session-wizard', (settings) => (
	<Wizard target={target} settings={settings} goTo={(address) => window.location.assign(address)} />
));
