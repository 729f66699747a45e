export { AskRouter } from './ask-router.js';
export { whyWords } from './asks.presenter.js';
export { ASKS_ENTITIES } from './asks.entities.js';
export { oldestWaiting, solvedBetween } from './asks.queries.js';
export { AsksHttpModule, AsksJobsModule, AsksModule } from './asks.module.js';
export { asksPaths } from './asks.paths.js';
export { medianMinutes } from './asks.service.js';
export { seedAsks } from './seed-asks.js';
