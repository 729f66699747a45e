export { ASKS_ENTITIES } from './asks.entities.js';
export { AsksHttpModule, AsksJobsModule, AsksModule } from './asks.module.js';
