/** From what happened elsewhere to reasons to write: asks, tickets, answer cards and incidents. Pure; one function per event. */
import type {
  PayloadOf,
  askAnswered,
  askRouted,
  askThanked,
  askUnanswered,
  cardsNeedCare,
  incidentClosed,
  ticketAnswered,
} from '#events';
import { type NewNudge, askSubject } from './new-nudge.js';
import type { Purpose } from './nudge.js';

const ofAsk = (purpose: Purpose, personId: string, askId: string, period: string): NewNudge => ({
  ...{ personId, purpose, period, subject: askSubject(askId), category: null, aboutOn: null },
  facts: { askId },
});

/** A colleague asks; the words of the ask stay on its page. */
export function fromAskRouted({ turnId, askId, personId }: PayloadOf<typeof askRouted>): NewNudge[] {
  return [ofAsk('ask-received', personId, askId, turnId)];
}

export function fromAskAnswered({ messageId, askId, personId }: PayloadOf<typeof askAnswered>): NewNudge[] {
  return [ofAsk('ask-answered', personId, askId, messageId)];
}

/** Nobody was found: the asker hears it once, with the way on. */
export function fromAskUnanswered({ askId, personId }: PayloadOf<typeof askUnanswered>): NewNudge[] {
  const nudge = ofAsk('ask-answered', personId, askId, `${askId} nobody`);
  return [{ ...nudge, facts: { askId, what: 'nobody' } }];
}

/** Thanks are nice to get and never in a hurry. */
export function fromThanked({ askId, personId }: PayloadOf<typeof askThanked>): NewNudge[] {
  return [{ ...ofAsk('thanked', personId, askId, askId), subject: `thanks:${askId}` }];
}

/** IT answered a ticket and waits for the asker. */
export function fromTicketAnswered({
  replyId,
  ticketId,
  personId,
  what,
}: PayloadOf<typeof ticketAnswered>): NewNudge[] {
  return [
    {
      personId,
      purpose: 'ticket-answered',
      period: replyId,
      subject: `ticket:${ticketId}`,
      category: null,
      aboutOn: null,
      facts: { what, ticketId },
    },
  ];
}

/** Cards that want a look, for their owner: once a week, in the digest. */
export function fromCardsNeedCare({ week, items }: PayloadOf<typeof cardsNeedCare>): NewNudge[] {
  return items.map(({ personId, stale, disputed }) => ({
    personId,
    purpose: 'card-care',
    period: week,
    subject: 'cards',
    category: null,
    aboutOn: null,
    facts: { count: stale + disputed },
  }));
}

/** What did not work works again: for everybody who followed it. */
export function fromIncidentClosed({
  incidentId,
  title,
  personIds,
}: PayloadOf<typeof incidentClosed>): NewNudge[] {
  return personIds.map((personId) => ({
    personId,
    purpose: 'incident-closed',
    period: incidentId,
    subject: `incident:${incidentId}`,
    category: null,
    aboutOn: null,
    facts: { name: title, incidentId },
  }));
}
