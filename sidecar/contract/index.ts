/** What crosses the wire between blocks, plugin and sidecar. The only TypeScript of the sidecar that blocks may import. */
export * from './admin';
export * from './booking';
export * from './catalogue';
export * from './checkout';
export * from './errors';
export * from './field-issues';
export * from './health';
export * from './identity';
export * from './notifications';
