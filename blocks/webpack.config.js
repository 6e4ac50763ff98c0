const path = require('node:path');
const defaults = require('@wordpress/scripts/config/webpack.config');

const LICENSES = 'THIRD-PARTY-LICENSES.txt';

/** Writes down whose work is in the scripts; what WordPress brings is not in them. */
class ThirdPartyLicenses {
	apply(compiler) {
		const { Compilation, sources } = compiler.webpack;
		compiler.hooks.thisCompilation.tap(LICENSES, (compilation) => {
			const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
			compilation.hooks.processAssets.tapPromise({ name: LICENSES, stage }, async () => {
				const { thirdPartyLicenses } = await import('../sidecar/third-party-licenses.mjs');
				const files = [...compilation.modules]
					.filter((module) => compilation.chunkGraph.getNumberOfModuleChunks(module) > 0)
					.flatMap((module) => [module, ...(module.modules ?? [])])
					.map((module) => module.nameForCondition?.())
					.filter(Boolean);
				const text = thirdPartyLicenses(files, { containers: ['@wordpress/dataviews'] });
				compilation.emitAsset(LICENSES, new sources.RawSource(text));
			});
		});
	}
}

// wp-scripts finds the blocks by their block.json; the admin app has none.
module.exports = {
	...defaults,
	// Pages of visitors have their own limit (check-bundles.mjs); wp-admin loads DataViews.
	performance: false,
	entry: async () => ({
		...(await defaults.entry()),
		'admin/index': path.resolve(__dirname, 'src/admin/index.tsx'),
	}),
	plugins: [...defaults.plugins, new ThirdPartyLicenses()],
};
