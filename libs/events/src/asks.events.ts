import { z } from 'zod';
import { defineEvent, uuid } from './define-event.js';

/** Somebody asked colleagues for help. */
export const askCreated = defineEvent(
  'ask.created',
  z.object({ askId: uuid, personId: uuid, skill: z.string().nullable() }),
);

/** A colleague is asked whether they can help. */
export const askRouted = defineEvent('ask.routed', z.object({ askId: uuid, turnId: uuid, personId: uuid }));

/** That colleague is no longer asked: they answered, it took too long, or the ask is over. */
export const askTurnEnded = defineEvent('ask.turn-ended', z.object({ askId: uuid, personId: uuid }));

/** Somebody wrote an answer; `personId` is who asked. */
export const askAnswered = defineEvent(
  'ask.answered',
  z.object({ askId: uuid, messageId: uuid, personId: uuid }),
);

/** Nobody could be found any more; `personId` is who asked. */
export const askUnanswered = defineEvent('ask.unanswered', z.object({ askId: uuid, personId: uuid }));

/** Who asked said that an answer was the solution; `helperId` gave it. */
export const askSolved = defineEvent(
  'ask.solved',
  z.object({ askId: uuid, personId: uuid, helperId: uuid, skill: z.string().nullable() }),
);

/** Who was helped said thanks; `personId` is thanked. */
export const askThanked = defineEvent('ask.thanked', z.object({ askId: uuid, personId: uuid }));
