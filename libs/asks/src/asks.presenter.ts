import { type Actor, type FormErrors, type Language } from '#kernel';
import type { Answer } from '#knowledge';
import { formatDateTime, t } from '#ui';
import type { Suggestion } from './ask-router.js';
import type { AskFound, MessageFound } from './asks.queries.js';
import type { AskDetail, AskItem } from './asks.schemas.js';
import { asksPaths } from './asks.paths.js';
import type { AskShown, AskStart } from './asks.service.js';
import type { Found } from './check-words.js';
import type { Why } from './route-ask.js';

type Reader = Pick<Actor, 'language' | 'zone' | 'personId'>;
export type SkillNames = (id: string) => string;

/** A form that was sent and comes back. */
export interface SentForm {
  readonly errors: FormErrors;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Why a colleague is asked, as one line. */
export const whyWords = (language: Language, why: readonly Why[]): string =>
  why.map((one) => t(language, `asks.why_${one.replaceAll('-', '_')}`)).join(' · ');

const suggestionModel = (language: Language, { name, why }: Suggestion) => ({
  name,
  why: whyWords(language, why),
});

/** The model of /help/ask. */
export function askForm(
  language: Language,
  { trail, suggestions, hasTeam }: AskStart,
  skills: readonly { id: string; name: { nl: string; en: string } }[],
  sent?: SentForm & {
    readonly found: readonly { field: string; found: readonly Found[] }[];
    readonly answers: readonly Answer[];
  },
) {
  const all = (sent?.found ?? []).flatMap(({ found }) => found);
  const tried = [...(trail?.cardTitle ? [trail.cardTitle] : []), ...(trail?.stepsTried ?? [])].join('\n');
  const input = sent?.input ?? {
    ...{
      wants: trail?.ask?.wants ?? trail?.words,
      sees: trail?.ask?.sees,
      tried: trail?.ask?.tried ?? tried,
    },
    ...{ urgency: trail?.ask?.urgency ?? 'today', skill: trail?.skill, trail: trail?.id, audience: 'one' },
  };
  return {
    ...{ input, errors: sent?.errors ?? {}, hasErrors: isRefused(sent), hasTeam },
    ...answersModel(sent?.answers ?? []),
    found: all.map(({ kind, text }) => ({
      kind: t(language, `asks.kind_${kind.replaceAll('-', '_')}`),
      text,
    })),
    mayConfirm: all.length > 0 && all.every(({ isBarred }) => !isBarred),
    urgencies: ['now', 'today', 'week'].map((value) => ({
      value,
      label: t(language, `asks.urgency_${value}`),
    })),
    audiences: ['one', 'team'].map((value) => ({
      value,
      label: t(language, `asks.audience_${value}`),
      hint: t(language, `asks.audience_${value}_hint`),
    })),
    skills: skills.map(({ id, name }) => ({ value: id, label: name[language] })),
    suggestionsTitle: t(language, suggestions.length > 0 ? 'asks.suggestions_title' : 'asks.suggestions_who'),
    suggestions: suggestions.map((one) => suggestionModel(language, one)),
    fromCard: trail?.cardTitle ?? null,
    action: asksPaths.form(),
  };
}

/** True for a form that comes back because something is wrong with it. */
export const isRefused = (sent?: SentForm): boolean => Object.keys(sent?.errors ?? {}).length > 0;

/** The model of what may answer a question already. */
export const answersModel = (answers: readonly Answer[]) => ({
  answers,
  solvedBy: asksPaths.solvedBy(),
});

const TONES = { open: 'info', solved: 'ok', closed: 'muted', ticket: 'muted' } as const;

/** One line of a list. */
export function askLine(reader: Reader, ask: AskFound, nameOf: SkillNames) {
  const isAsker = ask.askerId === reader.personId;
  return {
    ...{ title: ask.wants, href: asksPaths.show({ id: ask.id }), at: ask.createdAt, lang: ask.language },
    about: ask.skill === null ? null : nameOf(ask.skill),
    who: isAsker ? null : ask.asker,
    ...{ state: stateWords(reader, ask), tone: waitsFor(ask) ? 'warn' : TONES[ask.state] },
    urgency: t(reader.language, `asks.urgency_${ask.urgency}`),
  };
}

const waitsFor = (ask: AskFound): boolean =>
  ask.state === 'open' && ask.turn !== null && ask.turn.outcome === null;

function stateWords({ language }: Reader, ask: AskFound): string {
  if (waitsFor(ask)) return t(language, 'asks.state_waits_for_you');
  if (ask.state !== 'open') return t(language, `asks.state_${ask.state}`);
  return t(language, ask.helperId === null ? 'asks.state_open' : 'asks.state_taken');
}

/** How an open ask stands, for who asked: who looks at it, when somebody is back, or that a ticket is the way on. */
export function standsNow(
  reader: Reader,
  ask: AskFound,
): { tone: string; text: string; isStuck: boolean } | null {
  if (ask.state !== 'open') return null;
  const say = (tone: string, key: string, args: Record<string, string> = {}, isStuck = false) => ({
    ...{ tone, isStuck },
    text: t(reader.language, `asks.stands_${key}`, args),
  });
  if (ask.helper !== null) return say('info', 'taken', { name: ask.helper });
  if (ask.askedNow !== null) return say('info', 'asked', { name: ask.askedNow });
  const at = ask.nextAt && formatDateTime(reader.language, ask.nextAt.toISOString(), reader.zone);
  if (ask.audience === 'team' && ask.askedBefore === 0 && at) return say('info', 'team', { at });
  return at ? say('warn', 'later', { at }, true) : say('warn', 'nobody', {}, true);
}

const messageModel = (
  { personId, language }: Reader,
  ask: AskFound,
  message: MessageFound,
  may: { readonly solve: boolean },
) => ({
  ...{ id: message.id, words: message.words, at: message.at },
  name: message.name ?? t(language, 'asks.somebody'),
  isMine: message.personId === personId,
  isSolution: message.id === ask.solutionId,
  tone: message.id === ask.solutionId ? 'ok' : 'plain',
  maySolve: may.solve && message.personId !== null && message.personId !== ask.askerId,
});

/** The model of /help/asks/:id. */
export function threadPage(
  reader: Reader,
  { ask, standing, messages }: AskShown,
  nameOf: SkillNames,
  more: {
    readonly wish: string | null;
    readonly keepMonths: number;
    readonly sent?: SentForm | undefined;
  },
) {
  const { language } = reader;
  const isOpen = ask.state === 'open';
  const id = { id: ask.id };
  return {
    ...{ wants: ask.wants, sees: ask.sees, tried: ask.tried, lang: ask.language, at: ask.createdAt },
    ...{
      asker: ask.asker,
      isAsker: standing.isAsker,
      isOpen,
      state: stateWords(reader, ask),
      tone: TONES[ask.state],
    },
    urgency: t(language, `asks.urgency_${ask.urgency}`),
    about: ask.skill === null ? null : nameOf(ask.skill),
    stands: standing.isAsker ? standsNow(reader, ask) : null,
    wish: more.wish === null ? null : t(language, `asks.wish_${more.wish}`),
    keepMonths: more.keepMonths,
    isMyTurn: isOpen && ask.turn !== null && ask.turn.outcome === null,
    why: ask.turn === null ? null : whyWords(language, ask.turn.why),
    messages: messages.map((one) => messageModel(reader, ask, one, { solve: isOpen && standing.isAsker })),
    mayThank: ask.state === 'solved' && standing.isAsker && ask.helper !== null && !ask.isThanked,
    ...{ helper: ask.helper, isThanked: ask.isThanked },
    mayMakeCard: ask.state === 'solved' && ask.skill !== null && ask.cardId === null,
    ...{ errors: more.sent?.errors ?? {}, input: more.sent?.input ?? {}, hasErrors: more.sent !== undefined },
    to: {
      ...{ turn: asksPaths.turn(id), answers: asksPaths.answers(id), solution: asksPaths.solution(id) },
      ...{
        end: asksPaths.end(id),
        next: asksPaths.next(id),
        thanks: asksPaths.thanks(id),
        card: asksPaths.card(id),
      },
    },
  };
}

export function askItem(personId: string, ask: AskFound): AskItem {
  return {
    ...{ id: ask.id, wants: ask.wants, skill: ask.skill, urgency: ask.urgency, audience: ask.audience },
    role:
      ask.askerId === personId ? 'asker' : ask.turn !== null || ask.helperId === personId ? 'helper' : 'team',
    ...{
      state: ask.state,
      createdAt: ask.createdAt.toISOString(),
      helper: ask.helper,
      waitsForMe: waitsFor(ask),
    },
  };
}

export function askDetail(personId: string, { ask, messages }: AskShown): AskDetail {
  return {
    ...askItem(personId, ask),
    ...{ asker: ask.asker, sees: ask.sees, tried: ask.tried, askedNow: ask.askedNow },
    ...{ nextAt: ask.nextAt?.toISOString() ?? null, solutionId: ask.solutionId, isThanked: ask.isThanked },
    messages: messages.map((one) => ({
      ...{ id: one.id, name: one.name, words: one.words, at: one.at.toISOString() },
      isMine: one.personId === personId,
    })),
  };
}
