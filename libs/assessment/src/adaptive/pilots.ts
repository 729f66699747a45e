import type { Random } from '../random.js';
import type { TestRules } from './test-rules.js';

/** Pilots fall on places drawn once per test from 2 … min, so nobody can tell them from the rest. */
export function isPilotTurn(position: number, rules: TestRules, random: Random): boolean {
  const pilots = pilotCount(rules);
  if (pilots === 0 || position < 2 || position > rules.min) return false;
  const own = random('pilot', position);
  let before = 0;
  for (let place = 2; place <= rules.min; place += 1) {
    const other = random('pilot', place);
    if (other < own || (other === own && place < position)) before += 1;
  }
  return before < pilots;
}

/** Pilots a test has room for. */
export function pilotCount(rules: TestRules): number {
  return Math.min(rules.pilots ?? 0, Math.max(0, rules.min - 1));
}
