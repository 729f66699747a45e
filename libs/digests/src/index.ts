export { DIGESTS_ENTITIES } from './digest.entity.js';
export { DigestsJobsModule, DigestsModule } from './digests.module.js';
export type { DigestQuery, TeamDigest } from './digests.queries.js';
export { DigestsService, type Held } from './digests.service.js';
