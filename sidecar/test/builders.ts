/** Real rows for tests: every builder takes overrides and returns what it inserted, with ids. */
export * from './build-courses';
export * from './build-purchases';
