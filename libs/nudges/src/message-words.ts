/** What a message says, in one language. Words come from i18n, days are counted from the day of sending. */
import { z } from 'zod';
import { formatDate, t } from '#ui';
import type { Language } from '#kernel';
import { clip } from './new-nudge.js';
import { type DayNumber, dayNumber } from './local-time.js';
import { gather } from './nudge.js';
import { nudgesPaths } from './nudges.paths.js';
import type { Message } from './plan.js';
import { type NudgeFact, toNudge } from './recipients.queries.js';

export interface TellingNudge extends NudgeFact {
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One reason in words. */
export interface Line {
  readonly headline: string;
  readonly text: string;
  /** Why this person gets it: one sentence. */
  readonly reason: string;
  readonly button: string;
  /** Path without host. */
  readonly href: string;
  readonly question: AskedQuestion | null;
}

/** A question whose answers are links: each opens its page with that answer chosen, and keeps nothing. */
export interface AskedQuestion {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly href: string }[];
}

export interface MessageWords {
  readonly subject: string;
  readonly intro: string;
  readonly lines: readonly Line[];
  readonly button: string;
  readonly href: string;
  /** Of a message about one thing that asks a question. */
  readonly question: AskedQuestion | null;
}

/** An announcement longer than this is read on the roadmap, not in a message. */
const ANNOUNCEMENT_LENGTH = 260;

/**
 * The words of a message: of one reason its own headline and button; of several a short list and one button, to the page
 * that says what comes first.
 */
export function messageWords(
  language: Language,
  kind: Message['kind'],
  nudges: readonly TellingNudge[],
  today: DayNumber,
): MessageWords {
  const byId = new Map(nudges.map((nudge) => [nudge.id, nudge]));
  const told = gather(nudges.map(toNudge), today).flatMap(({ lead }) => byId.get(lead.id) ?? []);
  const lines = told.map((nudge) => lineOf(language, nudge, today));
  const first = lines[0];
  if (kind === 'welcome-back') {
    const one = lines.length === 1 && first;
    return {
      subject: t(language, 'nudges.welcome_back_subject'),
      intro: t(language, 'nudges.welcome_back_intro', { n: lines.length }),
      lines,
      button: one ? one.button : t(language, 'nudges.digest_button'),
      href: one ? one.href : nudgesPaths.today(),
      question: null,
    };
  }
  if (first && lines.length === 1) {
    const { headline, text, button, href, question } = first;
    return { subject: headline, intro: text, lines, button, href, question };
  }
  return {
    subject: t(language, 'nudges.digest_subject', { first: first?.headline ?? '', more: lines.length - 1 }),
    intro: t(language, 'nudges.digest_intro', { n: lines.length }),
    lines,
    button: t(language, 'nudges.digest_button'),
    href: nudgesPaths.today(),
    question: null,
  };
}

function lineOf(language: Language, nudge: TellingNudge, today: DayNumber): Line {
  const key = nudge.purpose.replaceAll('-', '_');
  const { facts, category } = nudge;
  const about = nudge.aboutOn ?? (typeof facts['dueOn'] === 'string' ? facts['dueOn'] : null);
  const args = {
    category: category ?? '',
    days: about === null ? 0 : dayNumber(about) - today,
    date: about === null ? '' : formatDate(language, about),
    count: typeof facts['count'] === 'number' ? facts['count'] : 0,
    dated: about === null ? 'no' : 'yes',
    what: typeof facts['what'] === 'string' ? facts['what'] : '',
    name: inLanguage(facts['name'], language),
  };
  const isMilestone = nudge.purpose === 'milestone';
  return {
    headline: isMilestone
      ? inLanguage(facts['title'], language)
      : t(language, `nudges.headline_${key}`, args),
    text: isMilestone
      ? clip(inLanguage(facts['text'], language), ANNOUNCEMENT_LENGTH)
      : t(language, `nudges.text_${key}`, args),
    reason: inLanguage(facts['because'], language) || t(language, `nudges.reason_${key}`, args),
    button: t(language, `nudges.button_${key}`, args),
    href: hrefOf(nudge),
    question: questionOf(language, facts),
  };
}

function hrefOf({ purpose, category, facts }: TellingNudge): string {
  switch (purpose) {
    case 'exam-available':
    case 'refresh':
    case 'on-hold':
    case 'expiring':
      return category === null ? nudgesPaths.today() : nudgesPaths.exam({ category });
    case 'weekly-review':
      return nudgesPaths.practice();
    case 'decision':
      return typeof facts['licenceId'] === 'string'
        ? nudgesPaths.licenceCard({ id: facts['licenceId'] })
        : nudgesPaths.today();
    case 'proposal-decided':
      return nudgesPaths.proposals();
    case 'card-care':
      return nudgesPaths.shelf();
    case 'incident-closed':
      return typeof facts['incidentId'] === 'string'
        ? nudgesPaths.incident({ id: facts['incidentId'] })
        : nudgesPaths.today();
    case 'ticket-answered':
      return typeof facts['ticketId'] === 'string'
        ? nudgesPaths.ticket({ id: facts['ticketId'] })
        : nudgesPaths.tickets();
    case 'review-offered':
      return nudgesPaths.tickets();
    case 'report-answered':
      return nudgesPaths.reports();
    case 'closing':
      return nudgesPaths.facilities();
    case 'fading':
      return nudgesPaths.practice(typeof facts['skill'] === 'string' ? { skill: facts['skill'] } : {});
    case 'milestone':
      return nudgesPaths.roadmap();
    case 'ask-received':
    case 'ask-answered':
      return typeof facts['askId'] === 'string'
        ? nudgesPaths.ask({ id: facts['askId'] })
        : nudgesPaths.today();
    case 'thanked':
      return nudgesPaths.kudos();
    case 'survey':
      return typeof facts['surveyId'] === 'string'
        ? nudgesPaths.pulse({ id: facts['surveyId'] })
        : nudgesPaths.today();
    default:
      return nudgesPaths.today();
  }
}

const asked = z.object({
  surveyId: z.string(),
  first: z.object({
    key: z.string(),
    text: z.unknown(),
    choices: z.array(z.object({ value: z.string(), text: z.unknown() })),
  }),
});

/** The question that a survey begins with. Its links are the same for everybody: nothing in them says who was asked. */
function questionOf(language: Language, facts: TellingNudge['facts']): AskedQuestion | null {
  const { data } = asked.safeParse(facts);
  if (!data) return null;
  const { surveyId: id, first } = data;
  const choices = first.choices.map(({ value, text }) => ({
    label: inLanguage(text, language),
    href: nudgesPaths.pulse({ id, [first.key]: value }),
  }));
  return { text: inLanguage(first.text, language), choices };
}

/** A text that was stored in both languages; '' when there is none. */
function inLanguage(both: unknown, language: Language): string {
  if (typeof both !== 'object' || both === null) return '';
  const text = (both as Record<string, unknown>)[language];
  return typeof text === 'string' ? text : '';
}
