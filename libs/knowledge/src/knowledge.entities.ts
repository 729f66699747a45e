import { HelpTrail } from './trail.entity.js';

export const KNOWLEDGE_ENTITIES = [HelpTrail];
