import { TicketDelivery, TicketHandover } from './handover.entity.js';
import { TicketFile, TicketHookSeen, TicketSource } from './source.entity.js';
import { Ticket, TicketLesson, TicketOffer, TicketReply, TicketRule } from './ticket.entity.js';

export const TICKETS_ENTITIES = [
  TicketSource,
  TicketHookSeen,
  TicketFile,
  Ticket,
  TicketReply,
  TicketHandover,
  TicketDelivery,
  TicketRule,
  TicketOffer,
  TicketLesson,
];
