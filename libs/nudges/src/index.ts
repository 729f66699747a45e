export { unreadCountSql } from './inbox.queries.js';
export { NUDGES_ENTITIES } from './nudge.entity.js';
export { nudgesConfig } from './nudges.config.js';
export { NudgesHttpModule, NudgesJobsModule, NudgesModule } from './nudges.module.js';
export { nudgesPaths } from './nudges.paths.js';
export { type Inbox, NudgesService, type ReminderVerdict, type WouldAsk } from './nudges.service.js';
