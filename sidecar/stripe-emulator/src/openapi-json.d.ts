declare module '*.endive.json' {
	const document: unknown;
	export default document;
}
