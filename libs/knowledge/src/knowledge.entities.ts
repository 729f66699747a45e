export const KNOWLEDGE_ENTITIES = [];
