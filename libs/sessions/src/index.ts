export { CAST, listCast } from './cast.js';
export { SESSIONS_ENTITIES } from './session.entity.js';
export { sessionsConfig } from './sessions.config.js';
export { SessionsHttpModule, SessionsJobsModule, SessionsModule } from './sessions.module.js';
export { sessionsPaths } from './sessions.paths.js';
export { languagesOf, SESSION_COOKIE, SessionsService } from './sessions.service.js';
export { SCOPES } from './sessions.schemas.js';
export type { SignedIn } from './sessions.queries.js';
