/**
 * Which colleague is asked, and why. Pure: the same ask, people, moment and seed give the same order, so every choice can
 * be explained afterwards.
 */
import type { PersonCalendar, SendWindow } from '#nudges';
import { isAtWork, type Millis, nextAtWork } from './working-time.js';

/** What routing needs to know of an ask. */
export interface AskFacts {
  readonly askerId: string;
  /** Null when nobody could say what it is about: then everybody who helps with anything is a candidate. */
  readonly skill: string | null;
  readonly language: 'nl' | 'en';
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly isNightShift: boolean;
  /** Who lead the asker, deputies included. */
  readonly managerIds: readonly string[];
  /** Whoever was asked before, whatever they said. */
  readonly askedIds: readonly string[];
}

/** A colleague who said they like to help. */
export interface Candidate {
  readonly personId: string;
  /** Switched on, and for this skill (or for any, when the skill is unknown). */
  readonly isWilling: boolean;
  /** A licence that is valid now, of the category in which the skill is asked first. */
  readonly isLicensed: boolean;
  /** Days since the latest evidence of the skill: an exam, practice or a confirmed solution. Null: none at all. */
  readonly evidenceDays: number | null;
  /** Confirmed solutions on this skill so far. */
  readonly solved: number;
  readonly languages: readonly string[];
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly calendar: PersonCalendar;
  /** The hours in which they may be asked, on their own clock. */
  readonly windows: readonly SendWindow[];
  /** Paused all messages until then. */
  readonly pausedUntil: Millis | null;
  /** Room in the message budget: without it they would not hear of it. */
  readonly hears: boolean;
  /** Asks that wait for them or that they took and that are not solved yet. */
  readonly openAsks: number;
  readonly asksThisWeek: number;
  /** How many asks in any seven days they want at most. */
  readonly perWeek: number;
  /** Times asked in the last four weeks, in all. */
  readonly askedLately: number;
  /** Says that reports may ask as well. */
  readonly helpsReports: boolean;
}

export interface RouteRules {
  /** Days after which evidence of a skill counts half, > 0. */
  readonly halfLifeDays: number;
  /** Open asks at one person at most, >= 1. */
  readonly openCap: number;
}

export const ROUTE_RULES: RouteRules = { halfLifeDays: 180, openCap: 2 };

/** Evidence below this says nothing any more: two and a half half-lives without using the skill. */
const EVIDENCE_FLOOR = 0.18;

/** Why somebody is a good choice; said to the asker, so nothing of it comes from practice or answers. */
export type Why = 'licensed' | 'helped-before' | 'same-site' | 'same-shift' | 'same-team' | 'rested';
/** Why somebody is not asked. */
export type WhyNot =
  | 'asker'
  | 'asked-before'
  | 'unwilling'
  | 'manager'
  | 'language'
  | 'unlicensed'
  | 'no-evidence'
  | 'paused'
  | 'week-full'
  | 'hands-full'
  | 'not-at-work';

export interface Ranked {
  readonly personId: string;
  readonly score: number;
  readonly why: readonly Why[];
}

export interface Route {
  /** Best first; empty when nobody can be asked now. */
  readonly helpers: readonly Ranked[];
  /** How many were left out, by the first reason that held. */
  readonly left: Readonly<Partial<Record<WhyNot, number>>>;
  /** When the first of those who are only not at work is back; null when there is no such colleague. */
  readonly backAt: Millis | null;
}

/**
 * Orders the colleagues who can be asked now. What must hold: willing, licensed, evidence that has not aged away, a common
 * language, at work on their own clock, hands free. What ranks: fresh evidence, the same site or shift, the same team, and
 * above all who was asked least lately; `seed` only breaks ties.
 */
export function routeAsk(
  ask: AskFacts,
  candidates: readonly Candidate[],
  now: Millis,
  seed: string,
  rules: RouteRules = ROUTE_RULES,
): Route {
  const left: Partial<Record<WhyNot, number>> = {};
  const helpers: Ranked[] = [];
  let backAt: Millis | null = null;
  for (const candidate of candidates) {
    const whyNot = reasonAgainst(ask, candidate, now, rules);
    if (whyNot === null) helpers.push(rank(ask, candidate, seed, rules));
    else left[whyNot] = (left[whyNot] ?? 0) + 1;
    if (whyNot !== 'not-at-work') continue;
    const back = nextAtWork(candidate.calendar, candidate.windows, now);
    if (back !== null && (backAt === null || back < backAt)) backAt = back;
  }
  helpers.sort((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1));
  return { helpers, left, backAt };
}

/** Hours for which an ask may wait until somebody is back: a weekend for most, a week for what has no hurry. */
const MAY_WAIT = { now: 84, today: 84, week: 192 } as const;

/** When an ask that nobody can take now is tried again; null when that is too far off to be of use. */
export function tryAgainAt(
  urgency: keyof typeof MAY_WAIT,
  now: Millis,
  backAt: Millis | null,
): Millis | null {
  return backAt !== null && backAt - now <= MAY_WAIT[urgency] * 3_600_000 ? backAt : null;
}

/** How much old evidence still says: 1 today, a half after the half-life. `days` >= 0. */
export const evidenceLeft = (days: number, halfLifeDays: number): number => 2 ** (-days / halfLifeDays);

function reasonAgainst(ask: AskFacts, one: Candidate, now: Millis, rules: RouteRules): WhyNot | null {
  if (one.personId === ask.askerId) return 'asker';
  if (ask.askedIds.includes(one.personId)) return 'asked-before';
  if (!one.isWilling) return 'unwilling';
  // Nobody has to show their own manager what they do not know.
  if (ask.managerIds.includes(one.personId) && !one.helpsReports) return 'manager';
  if (!one.languages.includes(ask.language)) return 'language';
  if (!one.isLicensed) return 'unlicensed';
  if (strengthOf(one, rules) < EVIDENCE_FLOOR) return 'no-evidence';
  if (one.pausedUntil !== null && now < one.pausedUntil) return 'paused';
  if (one.asksThisWeek >= one.perWeek) return 'week-full';
  if (one.openAsks >= rules.openCap) return 'hands-full';
  return isAtWork(one.calendar, one.windows, now) ? null : 'not-at-work';
}

const strengthOf = ({ evidenceDays }: Candidate, { halfLifeDays }: RouteRules): number =>
  evidenceDays === null ? 0 : evidenceLeft(Math.max(0, evidenceDays), halfLifeDays);

function rank(ask: AskFacts, one: Candidate, seed: string, rules: RouteRules): Ranked {
  const near = one.siteId !== null && one.siteId === ask.siteId;
  const shift = one.calendar.nightShift && ask.isNightShift;
  const team = one.teamId !== null && one.teamId === ask.teamId;
  const score =
    strengthOf(one, rules) +
    (near || shift ? 0.6 : 0) +
    (team ? 0.3 : 0) +
    Math.min(one.solved, 5) * 0.04 -
    one.askedLately * 0.5 -
    one.openAsks * 0.75 -
    (one.hears ? 0 : 1) +
    draw(`${seed} ${one.personId}`) * 0.05;
  const why: Why[] = ['licensed'];
  if (one.solved > 0) why.push('helped-before');
  if (team) why.push('same-team');
  if (near) why.push('same-site');
  if (shift) why.push('same-shift');
  if (one.askedLately === 0) why.push('rested');
  return { personId: one.personId, score, why };
}

/** A number in [0, 1) from a text, always the same one (FNV-1a, 32 bits). */
export function draw(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  // FNV leaves neighbours close together; a last stir spreads them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
