import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { advance } from './decisions.js';
import { explain, recomputeBasis } from './explain.js';
import { fold } from './fold.js';
import { isOpen, LICENCE_EVENT_KINDS, stateOn } from './licence.js';
import { anyAct, anyTerms, live } from './testing/histories.js';

const anyHistory = fc.tuple(anyTerms, fc.array(anyAct, { maxLength: 25 }));

describe('ten thousand random histories', () => {
  it('replay to the state, leave at most one open licence, explain every date by its own arithmetic, and use every kind of event', () => {
    const used = new Set<string>();
    fc.assert(
      fc.property(anyHistory, ([rule, acts]) => {
        const lives = live(rule, acts);
        for (const { licence, events } of lives) {
          // Compared by Node: an expectation of Jest for each of a million values takes minutes.
          deepStrictEqual(fold(events), licence);
          for (const { kind } of events) used.add(kind);
          for (const { field, date, basis } of explain(licence)) {
            if (basis === null) throw new Error(`${field} has no arithmetic`);
            deepStrictEqual(recomputeBasis(basis), date);
          }
        }
        expect(lives.filter(({ licence }) => isOpen(licence)).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10_000, seed: 1 },
    );
    const missing = LICENCE_EVENT_KINDS.filter((kind) => !used.has(kind) && !kind.startsWith('link-'));
    expect(missing).toEqual([]);
  }, 120_000);

  it('keep their dates in order and end only what has ended', () => {
    fc.assert(
      fc.property(anyHistory, ([rule, acts]) => {
        for (const { licence } of live(rule, acts)) {
          expect(licence.validFrom <= licence.validUntil && licence.validUntil <= licence.graceUntil).toBe(
            true,
          );
          expect(licence.endedOn !== null).toBe(!isOpen(licence));
          expect(licence.refreshBy === null || isOpen(licence)).toBe(true);
          if (['permit', 'expired'].includes(licence.state)) continue;
          expect(licence.periods > 0 || licence.state !== 'valid').toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('stand where their dates say, on every day somebody looks', () => {
    fc.assert(
      fc.property(anyHistory, ([rule, acts]) => {
        live(rule, acts, (today, lives) => {
          for (const { licence } of lives) {
            const now = advance(licence, today).licence;
            if (isOpen(now) && now.state !== 'suspended') expect(now.state).toBe(stateOn(now, today));
          }
        });
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);
});
