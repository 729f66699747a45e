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

const canAnswer = (state: State): boolean => state !== 'closed' && state !== 'answered';

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
    card: suggestionOf(language, ticket),
    skillLine:
      skill === null
        ? t(language, 'tickets.skill_none')
        : t(language, `tickets.skill_by_${ticket.skillBy ?? 'person'}`, {
            skill: skillName(language, names, skill),
            percent: Math.round((ticket.confidence ?? 1) * 100),
          }),
    canMakeCard: skill !== null && ticket.replies.some(({ byIt, words }) => byIt && words !== ''),
    canTake: state === 'open',
    canAnswer: canAnswer(state),
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
  replies.map(({ byIt, words, cardSlug, cardTitle, at }) => ({
    who: t(language, byIt ? 'tickets.reply_it' : 'tickets.reply_asker'),
    ...{ words, cardTitle, cardHref: cardSlug === null ? null : ticketsPaths.helpCard({ slug: cardSlug }) },
    when: formatDateTime(language, at, zone),
  }));

/** The card that IT is offered with a ticket that still waits for an answer, in the words that the asker would read. */
function suggestionOf(language: Language, ticket: QueuedTicket): Record<string, unknown> | null {
  const { suggestedCard: card, state } = ticket;
  if (card === null || !canAnswer(state)) return null;
  return {
    ...{ ...card, lang: ticket.language, href: ticketsPaths.helpCard({ slug: card.slug }) },
    minutesLine: t(language, 'tickets.card_minutes', { n: card.minutes }),
    sentLine: card.timesSent === 0 ? '' : t(language, 'tickets.card_sent', { n: card.timesSent }),
  };
}

/** What was typed, and behind it the steps of a card. */
export const withSteps = (words: unknown, steps: readonly string[]): string => {
  const list = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  return typeof words === 'string' && words.trim() !== '' ? `${words.trim()}\n\n${list}` : list;
};

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
