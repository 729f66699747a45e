export { KNOWLEDGE_ENTITIES } from './knowledge.entities.js';
export { KnowledgeHttpModule, KnowledgeJobsModule, KnowledgeModule } from './knowledge.module.js';
