export { DIGESTS_ENTITIES } from './digest.entity.js';
export { DigestsJobsModule, DigestsModule } from './digests.module.js';
export type { DigestQuery, TeamDigest } from './read-digests.queries.js';
export { DigestsService, type Held } from './digests.service.js';
