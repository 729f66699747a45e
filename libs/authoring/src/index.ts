export { AUTHORING_ENTITIES } from './authoring.entities.js';
export { AuthoringHttpModule, AuthoringJobsModule, AuthoringModule } from './authoring.module.js';
export type { ProposedItem } from './proposal.js';
export { ProposalsService } from './proposals.service.js';
