export { TICKETS_ENTITIES } from './tickets.entities.js';
export { TicketsHttpModule, TicketsJobsModule, TicketsModule } from './tickets.module.js';
