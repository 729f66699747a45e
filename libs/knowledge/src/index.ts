export { KNOWLEDGE_ENTITIES } from './knowledge.entities.js';
export { KnowledgeHttpModule, KnowledgeJobsModule, KnowledgeModule } from './knowledge.module.js';
export type { Trail, TrailAsk } from './trail.js';
export { TrailsService } from './trails.service.js';
