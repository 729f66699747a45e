export const SURVEYS_ENTITIES = [];
