/** The version whose shapes these objects have, and whose OpenAPI document is bundled. */
export const API_VERSION = '2026-10-28.endive';
