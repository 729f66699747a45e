export const ASKS_ENTITIES = [];
