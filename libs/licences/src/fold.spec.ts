import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
} from './decisions.js';
import type { Holding, Outcome } from './decisions.js';
import { addDays } from './expiry.js';
import type { Terms } from './expiry.js';
import { fold, ImpossibleMove } from './fold.js';
import { canMove, isOpen, LICENCE_EVENT_KINDS, LICENCE_STATES, TRANSITIONS } from './licence.js';
import type { Licence, LicenceEvent } from './licence.js';
import { identity, terms } from './testing/terms.js';

const NOBODY: Holding = { open: null, lastClosed: null };
const reason = (on: string) => ({ on, reasonDigest: 'digest-of-a-reason' });

describe('replaying the ledger', () => {
  const act = fc.record({
    wait: fc.integer({ min: 0, max: 260 }),
    what: fc.constantFrom(
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
      'nothing',
    ),
  });
  const anyRule = fc.record({
    rule: fc.constantFrom<Terms['rule']>('from-completion', 'from-previous-expiry', 'fixed-date', 'upkeep'),
    months: fc.constantFrom(6, 12, 24),
    windowDays: fc.integer({ min: 0, max: 90 }),
    graceDays: fc.integer({ min: 0, max: 40 }),
    minActiveDays: fc.constantFrom(0, 60),
    fixedOn: fc.constantFrom('12-31', '02-29'),
  });

  it('gives the state, whatever happened in whatever order', () => {
    fc.assert(
      fc.property(anyRule, fc.array(act, { maxLength: 25 }), (rule, acts) => {
        const lives = live(rule, acts);
        for (const { licence, events } of lives) {
          expect(fold(events)).toEqual(licence);
        }
        expect(lives.filter(({ licence }) => isOpen(licence)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  /** Lives through the acts as the service would: advance, decide, write down. */
  function live(
    rule: Terms,
    acts: { wait: number; what: string }[],
  ): { licence: Licence; events: LicenceEvent[] }[] {
    const lives: { licence: Licence; events: LicenceEvent[] }[] = [];
    const write = (outcome: Outcome, index: number): void => {
      if (!outcome.ok) return;
      const life = (lives[index] ??= { licence: outcome.licence, events: [] });
      life.licence = outcome.licence;
      life.events.push(...outcome.events);
    };
    let today = '2026-01-31';
    for (const { wait, what } of acts) {
      today = addDays(today, wait);
      const last = lives.length - 1;
      const latest = lives[last]?.licence;
      if (latest && what !== 'nothing') write(advance(latest, today), last);
      const now = lives[last]?.licence ?? null;
      const holding: Holding =
        now === null
          ? NOBODY
          : isOpen(now)
            ? { open: now, lastClosed: null }
            : { open: null, lastClosed: now };
      if (what === 'exam' || what === 'late-exam') {
        const on = what === 'exam' ? today : addDays(today, -20);
        const outcome = passExam(holding, { attemptId: `${lives.length}-${today}`, on }, rule, identity());
        const isNew =
          outcome.ok && outcome.events.some((event) => event.kind === 'granted' && event.identity);
        write(outcome, isNew ? lives.length : last);
      } else if (what === 'permit') {
        write(issuePermit(holding, identity(), { on: today, days: 30 }), lives.length);
      } else if (now) {
        if (what === 'review') write(keepAlive(now, today), last);
        if (what === 'fade') write(openRefresh(now, today, 14), last);
        if (what === 'recover') write(closeRefresh(now, today), last);
        if (what === 'fail') write(failRefresh(now, today), last);
        if (what === 'suspend') write(suspend(now, reason(today)), last);
        if (what === 'reinstate') write(reinstate(now, reason(today)), last);
        if (what === 'revoke') write(revoke(now, reason(today)), last);
      }
    }
    return lives;
  }

  it('refuses a story that cannot have happened', () => {
    const granted = passExam(NOBODY, { attemptId: 'a', on: '2026-11-21' }, terms(), identity());
    const events = granted.ok ? granted.events : [];
    const expired: LicenceEvent = { kind: 'expired', on: '2027-01-01' };
    expect(() => fold([...events, expired])).toThrow(ImpossibleMove);
    expect(() => fold([expired])).toThrow(ImpossibleMove);
  });
});

describe('the transition table', () => {
  it('reaches every state and uses every kind of event', () => {
    const reached = new Set(TRANSITIONS.map(({ to }) => to));
    for (const state of LICENCE_STATES) expect(reached).toContain(state);
    const used = new Set(TRANSITIONS.map(({ kind }) => kind));
    for (const kind of LICENCE_EVENT_KINDS)
      expect(used.has(kind) || kind.startsWith('link-') || kind === 'transferred').toBe(true);
  });

  it('has one outcome per state and event, and no way out of revoked', () => {
    const pairs = TRANSITIONS.map(({ from, kind }) => `${from} ${kind}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(TRANSITIONS.filter(({ from }) => from === 'revoked')).toEqual([]);
    expect(canMove('revoked', 'reinstated')).toBe(false);
    expect(canMove('suspended', 'reinstated')).toBe(true);
  });

  it('is drawn in the README, arrow by arrow', () => {
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    for (const { from, kind, to } of TRANSITIONS) {
      const name = (state: string): string => (state === 'none' ? '[*]' : state.replace('by-date', 'bydate'));
      expect(readme).toContain(`${name(from)} --> ${name(to)}: ${kind}`);
    }
  });
});
