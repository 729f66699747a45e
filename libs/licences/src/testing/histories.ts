import fc from 'fast-check';
import {
  advance,
  closeRefresh,
  failRefresh,
  issuePermit,
  keepAlive,
  openRefresh,
  passExam,
  reinstate,
  revoke,
  suspend,
} from '../decisions.js';
import type { Holding, Outcome } from '../decisions.js';
import { recognise } from '../evidence.js';
import { addDays, type Day } from '../expiry.js';
import type { Terms } from '../expiry.js';
import { appeal, correct, decideAppeal, endorse, withdrawEndorsement } from '../hr-decisions.js';
import { isOpen, type Licence, type LicenceEvent, TRUST_LEVELS } from '../licence.js';
import { transfer } from '../merge-licences.js';
import { identity } from './terms.js';

/** Everything that can befall a person in one category, and how long after the thing before. */
export const ACTS = [
  'exam',
  'late-exam',
  'review',
  'suspend',
  'reinstate',
  'revoke',
  'fade',
  'recover',
  'fail',
  'permit',
  'evidence',
  'correct',
  'appeal',
  'uphold',
  'reject',
  'endorse',
  'withdraw',
  'join',
  'nothing',
] as const;
export interface Act {
  readonly wait: number;
  readonly what: (typeof ACTS)[number];
  /** Some number for acts that need one. */
  readonly n: number;
}

export const anyAct: fc.Arbitrary<Act> = fc.record({
  // Mostly days, sometimes months: an appeal follows its decision soon, an expiry takes long.
  wait: fc.oneof(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 260 })),
  what: fc.constantFrom(...ACTS),
  n: fc.integer({ min: 0, max: 1000 }),
});

export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  rule: fc.constantFrom<Terms['rule']>('from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep'),
  months: fc.constantFrom(1, 6, 12, 24),
  windowDays: fc.integer({ min: 0, max: 90 }),
  graceDays: fc.integer({ min: 0, max: 40 }),
  minActiveDays: fc.constantFrom(0, 60),
  fixedOn: fc.constantFrom('12-31', '02-29', '06-30'),
});

/** One document of the person: what it is, and all that was written about it. */
export interface Life {
  licence: Licence;
  readonly events: LicenceEvent[];
}

const BY = { reasonDigest: 'digest-of-a-reason' };

/**
 * Lives through the acts as the service would: advance, decide, write down. `seen` is called after each act, with the
 * day and all documents so far. Acts that are refused change nothing.
 */
export function live(
  rule: Terms,
  acts: readonly Act[],
  seen: (today: Day, lives: readonly Life[]) => void = () => undefined,
): Life[] {
  const lives: Life[] = [];
  let today = '2026-01-31';
  for (const act of acts) {
    today = addDays(today, act.wait);
    const last = lives[lives.length - 1];
    if (last && act.what !== 'nothing') write(lives, advance(last.licence, today), last);
    if (act.what === 'join') for (const life of lives) write(lives, moved(life.licence, today, act.n), life);
    const outcome = decide(lives, rule, today, act);
    if (outcome) {
      const isNew = outcome.ok && outcome.events.some((event) => 'identity' in event && event.identity);
      write(lives, outcome, isNew ? undefined : last);
    }
    seen(today, lives);
  }
  return lives;
}

/** HR joins the record with another one of the same human being, and everything goes over. */
const moved = (licence: Licence, on: Day, n: number): Outcome => ({
  ok: true,
  ...transfer(licence, { personId: `record-${n % 3}`, mergeId: `merge-${on}`, on }),
});

function write(lives: Life[], outcome: Outcome, life: Life | undefined): void {
  if (!outcome.ok || outcome.events.length === 0) return;
  if (!life) lives.push({ licence: outcome.licence, events: [...outcome.events] });
  else {
    life.licence = outcome.licence;
    life.events.push(...outcome.events);
  }
}

function decide(lives: readonly Life[], rule: Terms, on: Day, { what, n }: Act): Outcome | null {
  const now = lives[lives.length - 1]?.licence ?? null;
  const holding: Holding =
    now !== null && isOpen(now) ? { open: now, lastClosed: null } : { open: null, lastClosed: now };
  const document = identity({ licenceId: `licence-${lives.length}` });
  if (what === 'exam' || what === 'late-exam') {
    const day = what === 'exam' ? on : addDays(on, -20);
    return passExam(holding, { attemptId: `${lives.length}-${on}`, on: day }, rule, document);
  }
  if (what === 'permit') {
    return issuePermit(holding, document, { on, days: 1 + (n % 60), supervisorId: 'supervisor' });
  }
  if (what === 'evidence') {
    const trust = TRUST_LEVELS[n % 3] ?? 'low';
    return recognise(holding, { obtainedOn: addDays(on, -n), trust, ...BY }, on, rule, document);
  }
  return now === null ? null : decideOn(now, on, what, n);
}

function decideOn(now: Licence, on: Day, what: Act['what'], n: number): Outcome | null {
  const by = { on, ...BY };
  switch (what) {
    case 'review':
      return keepAlive(now, on);
    case 'fade':
      return openRefresh(now, on, 14);
    case 'recover':
      return closeRefresh(now, on);
    case 'fail':
      return failRefresh(now, on);
    case 'suspend':
      return suspend(now, by);
    case 'reinstate':
      return reinstate(now, by);
    case 'revoke':
      return revoke(now, by);
    case 'correct': {
      const validFrom = addDays(on, -(n % 100));
      const dates = { validFrom, validUntil: addDays(validFrom, n) };
      return correct(now, { ...dates, ...by, proposedBy: 'anna' }, 'bea', false);
    }
    case 'appeal':
      return appeal(now, by, 42);
    case 'uphold':
    case 'reject':
      return decideAppeal(
        now,
        { ...by, isUpheld: what === 'uphold', decidedBy: 'anna', judge: 'bea' },
        false,
      );
    case 'endorse':
      return endorse(now, on, n % 2 === 0 ? 'vpn' : 'admin');
    case 'withdraw':
      return withdrawEndorsement(now, { ...by, endorsement: n % 2 === 0 ? 'vpn' : 'admin' });
    default:
      return null;
  }
}
