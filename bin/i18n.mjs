// Everything about translations: collects the texts, and makes what WordPress reads of what translators write.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { merge, readCatalog, templateOf, writeCatalog } from './i18n/catalog.mjs';
import { compile } from './i18n/compile.mjs';
import { problemsOf } from './i18n/problems.mjs';
import { DOMAIN, projectMessages } from './i18n/project-messages.mjs';
import { main, readOptions } from './lib/command-line.mjs';
import { Failure } from './lib/failure.mjs';
import { say } from './lib/progress.mjs';
import { PROJECT } from './lib/project.mjs';

const HELP = `Usage: npm run i18n [-- --check]

Collects every text of the plugin into plugin/languages/${DOMAIN}.pot, brings each language (*.po) up to date, lists
what is not translated there, and makes the files that WordPress reads (.mo, .l10n.php, .json).

  --check  changes nothing; fails when a file is not up to date, or a text is not translated
`;

const LANGUAGES = join(PROJECT, 'plugin', 'languages');
const LANGUAGE_FILE = new RegExp(`^${DOMAIN}-(\\w+)\\.po$`);
const COMPILED_FILE = new RegExp(`^${DOMAIN}-.+\\.(?:mo|l10n\\.php|json)$`);

/** @returns {string[]} such as de_DE */
const locales = () => readdirSync(LANGUAGES).flatMap((file) => LANGUAGE_FILE.exec(file)?.[1] ?? []);

/**
 * @returns {{ files: Map<string, string | Buffer>, problems: string[] }} what should be there, by name, and what is
 *   not translated
 */
function wanted() {
	const template = templateOf(projectMessages());
	/** @type {Map<string, string | Buffer>} */
	const files = new Map([[`${DOMAIN}.pot`, writeCatalog(template)]]);
	const problems = locales().flatMap((locale) => {
		const name = `${DOMAIN}-${locale}.po`;
		const language = merge(readCatalog(readFileSync(join(LANGUAGES, name))), template);
		files.set(name, writeCatalog(language));
		for (const [file, content] of compile(language, locale)) files.set(file, content);
		return problemsOf(language).map((problem) => `${locale}: ${problem}`);
	});
	return { files, problems };
}

/** @param {string} name @param {string | Buffer} content */
const isCurrent = (name, content) =>
	existsSync(join(LANGUAGES, name)) && readFileSync(join(LANGUAGES, name)).equals(Buffer.from(content));

await main(async () => {
	const { check } = readOptions({ check: { type: 'boolean' } }, HELP);
	const { files, problems } = wanted();
	const old = [...files].filter(([name, content]) => !isCurrent(name, content));
	const surplus = readdirSync(LANGUAGES).filter((name) => COMPILED_FILE.test(name) && !files.has(name));
	if (!check) {
		for (const [name, content] of old) writeFileSync(join(LANGUAGES, name), content);
		for (const name of surplus) rmSync(join(LANGUAGES, name));
	}
	for (const problem of problems) say(problem);
	const outdated = check ? [...old.map(([name]) => name), ...surplus] : [];
	if (outdated.length > 0 || problems.length > 0) {
		throw new Failure(
			outdated.length > 0
				? `Not up to date: ${outdated.join(', ')}.`
				: `${problems.length} texts are not translated.`,
			{
				next: 'run "npm run i18n", translate what it lists in plugin/languages/*.po, and run it once more',
			},
		);
	}
	say(`${locales().join(', ') || 'No language'}: complete.`);
});
