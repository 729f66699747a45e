export const TICKETS_ENTITIES = [];
