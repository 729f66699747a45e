export { BriefCards } from './brief-cards.js';
export type { Outcome } from './card.js';
export { CardOutcomes } from './card-outcomes.js';
export type { OutcomeRow } from './cards.queries.js';
export { CardsService, type SolvedCase } from './cards.service.js';
export type { Rung, RungMinutes } from './front-door.js';
export { ChannelWishes, FrontDoor } from './front-door.service.js';
export { IncidentsService } from './incidents.service.js';
export { KNOWLEDGE_ENTITIES } from './knowledge.entities.js';
export { KnowledgeHttpModule, KnowledgeJobsModule, KnowledgeModule } from './knowledge.module.js';
export { knowledgePaths } from './knowledge.paths.js';
export {
  type Awareness,
  COLLEAGUES,
  type Colleagues,
  FACILITY_RIGHTS,
  type FacilityRights,
  type Helper,
  type MeasuredRungs,
  RUNG_MINUTES,
  SERVICE_AWARENESS,
  type ServiceAwareness,
} from './ports.js';
export { seedKnowledge } from './seed-knowledge.js';
export { ServicesService } from './services.service.js';
export { CardPublishing, type CardReceipt } from './publish-cards.js';
export { dropDocuments, putDocuments, type SearchDocument } from './search-docs.js';
export type { ChannelWish } from './service.js';
export { suggestCard } from './suggest-card.js';
export type { Trail, TrailAsk } from './trail.js';
export { type Answer, AnswerSuggestions } from './suggest-answers.js';
export { TrailsService } from './trails.service.js';
