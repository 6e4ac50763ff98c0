import '@testing-library/jest-dom';

// jsdom lays nothing out, so there is never anything to observe or to scroll to.
globalThis.ResizeObserver = class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
Element.prototype.scrollIntoView = () => {};
