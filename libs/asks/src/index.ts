export { type Found, findSecrets, isBsn, isIban } from './check-words.js';
export { AskRouter, type Suggestion } from './ask-router.js';
export { whyWords } from './asks.presenter.js';
export { asksConfig } from './asks.config.js';
export { ASKS_ENTITIES } from './asks.entities.js';
export { AsksHttpModule, AsksJobsModule, AsksModule } from './asks.module.js';
export { asksPaths } from './asks.paths.js';
export { AsksService, medianMinutes } from './asks.service.js';
export { seedAsks } from './seed-asks.js';
