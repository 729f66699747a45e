export { TICKETS_ENTITIES } from './tickets.entities.js';
export { TicketsHttpModule, TicketsJobsModule, TicketsModule } from './tickets.module.js';
export { ticketsPaths } from './tickets.paths.js';
export { TicketsService } from './tickets.service.js';
export { PEER_SOLVES, SELF_SOLVES, type Solves } from './solves.js';
export type { SelfSolve } from './ticket.js';
export { seedTickets } from './seed-tickets.js';
