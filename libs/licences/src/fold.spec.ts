import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passExam } from './decisions.js';
import type { Holding } from './decisions.js';
import { fold, ImpossibleMove } from './fold.js';
import { LICENCE_EVENT_KINDS, LICENCE_STATES } from './licence.js';
import { canMove, TRANSITIONS } from './transitions.js';
import type { LicenceEvent } from './licence.js';
import { identity, terms } from './testing/terms.js';

const NOBODY: Holding = { open: null, lastClosed: null };

describe('replaying the ledger', () => {
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

  it('has one outcome per state and event, and no way out of revoked but an appeal', () => {
    const pairs = TRANSITIONS.map(({ from, kind }) => `${from} ${kind}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    const ways = TRANSITIONS.filter(({ from, to }) => from === 'revoked' && to !== 'revoked');
    expect(ways.map(({ kind }) => kind)).toEqual(['appeal-upheld']);
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
