/** Style sheets are bundled as text; Jest must hand them over likewise. */
module.exports = {
	process: (text) => ({ code: `module.exports = { __esModule: true, default: ${JSON.stringify(text)} };` }),
};
