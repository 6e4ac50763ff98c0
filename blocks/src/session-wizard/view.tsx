import { mount } from '../shared/mount';
import { readTarget } from './target';
import { Wizard } from './wizard';

const target = readTarget(window.location.search);

mount('wp-block-cohort-enrollment-session-wizard', (settings, announce) => (
	<Wizard
		target={target}
		settings={settings}
		announce={announce}
		goTo={(address) => window.location.assign(address)}
	/>
));
