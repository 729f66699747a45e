import type { Language } from '#kernel';
import { formatDateTime, t } from '#ui';
import type { State } from './ticket.js';
import { ticketsPaths } from './tickets.paths.js';
import type { OfferView, OwnTicket, QueuedTicket } from './tickets.schemas.js';

export type Names = ReadonlyMap<string, { readonly nl: string; readonly en: string }>;

const TONES: Readonly<Record<State, string>> = {
  open: 'info',
  taken: 'info',
  waiting: 'warn',
  answered: 'warn',
  closed: 'ok',
};

/** What the asker reads about a ticket's state: what happens now, and who moves. */
export const stateWord = (language: Language, state: State): string => t(language, `tickets.state_${state}`);
export const stateTone = (state: State): string => TONES[state];
export const skillName = (language: Language, names: Names, skill: string): string =>
  names.get(skill)?.[language] ?? skill;

export interface Whose {
  readonly language: Language;
  readonly zone: string;
}

/** A ticket as its asker reads it. */
export function ownTicketModel({ language, zone }: Whose, ticket: OwnTicket): Record<string, unknown> {
  const { state, source } = ticket;
  return {
    ...ticket,
    href: ticketsPaths.show({ id: ticket.id }),
    tone: stateTone(state),
    stateWord: stateWord(language, state),
    next:
      source === null
        ? t(language, `tickets.next_${state}`)
        : t(language, 'tickets.next_elsewhere', { source }),
    opened: formatDateTime(language, ticket.openedAt, zone),
    facts: factsOf(language, ticket),
    canReply: source === null && state !== 'closed',
    canConfirm: source === null && state === 'answered',
    canReopen: source === null && (state === 'answered' || state === 'closed'),
    replies: repliesOf({ language, zone }, ticket.replies),
  };
}

/** A ticket as IT reads it: everything that came along. */
export function queuedModel(
  { language, zone }: Whose,
  names: Names,
  ticket: QueuedTicket,
): Record<string, unknown> {
  const { state, skill } = ticket;
  return {
    ...ticket,
    href: ticketsPaths.work({ id: ticket.id }),
    tone: stateTone(state),
    stateWord: t(language, `tickets.work_${state}`),
    opened: formatDateTime(language, ticket.openedAt, zone),
    askerLine: ticket.asker === null ? '' : `${ticket.asker.name} · ${ticket.asker.number}`,
    impactWord: t(language, `tickets.impact_${ticket.impact}`),
    impactTone: ticket.impact === 'one' ? 'muted' : 'bad',
    facts: factsOf(language, ticket),
    skillLine:
      skill === null
        ? t(language, 'tickets.skill_none')
        : t(language, `tickets.skill_by_${ticket.skillBy ?? 'person'}`, {
            skill: skillName(language, names, skill),
            percent: Math.round((ticket.confidence ?? 1) * 100),
          }),
    canMakeCard: skill !== null && ticket.replies.some(({ byIt }) => byIt),
    canTake: state === 'open',
    canAnswer: state !== 'closed' && state !== 'answered',
    replies: repliesOf({ language, zone }, ticket.replies),
  };
}

function factsOf(
  language: Language,
  ticket: Pick<OwnTicket, 'impact' | 'device' | 'cardTitle' | 'cardSlug'>,
): { term: string; text: string; href?: string }[] {
  const { impact, device, cardTitle, cardSlug } = ticket;
  return [
    { term: t(language, 'tickets.field_impact'), text: t(language, `tickets.impact_${impact}`) },
    ...(device === null ? [] : [{ term: t(language, 'tickets.field_device'), text: device }]),
    ...(cardTitle === null
      ? []
      : [
          {
            term: t(language, 'tickets.card_read'),
            text: cardTitle,
            ...(cardSlug === null ? {} : { href: ticketsPaths.helpCard({ slug: cardSlug }) }),
          },
        ]),
  ];
}

const repliesOf = ({ language, zone }: Whose, replies: OwnTicket['replies']): Record<string, unknown>[] =>
  replies.map(({ byIt, words, at }) => ({
    who: t(language, byIt ? 'tickets.reply_it' : 'tickets.reply_asker'),
    words,
    when: formatDateTime(language, at, zone),
  }));

/** Why somebody is offered a short practice, said to them alone. */
export function offerModel(language: Language, names: Names, offer: OfferView): Record<string, unknown> {
  const skill = skillName(language, names, offer.skill);
  return {
    id: offer.id,
    title: t(language, 'tickets.offer_title', { skill }),
    why: t(language, 'tickets.offer_why', { n: offer.tickets, skill }),
    startHref: ticketsPaths.practice({ skill: offer.skill }),
  };
}
