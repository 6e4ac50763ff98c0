/**
 * The admin interface (`/admin/…`): what staff sees and does in wp-admin, with WP-CLI and through WordPress's privacy
 * tools. Every route asks for a capability in the token: 401 `login_required` without an account, 403 `forbidden`
 * without the capability. A token for user 0 that carries capabilities speaks for the operator at the server.
 */
export * from './cohorts';
export * from './courses';
export * from './currencies';
export * from './enrollments';
export * from './group-classes';
export * from './lists';
export * from './operations';
export * from './overview';
export * from './prices';
export * from './roster';
export * from './schedule';
export * from './students';
export * from './tasks';
