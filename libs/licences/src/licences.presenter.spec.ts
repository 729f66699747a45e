import { advance, passExam } from './decisions.js';
import { addDays } from './expiry.js';
import type { Licence } from './licence.js';
import { untilLine } from './licences.presenter.js';
import { identity, terms } from './testing/terms.js';

/** A licence in the last month of its life, in which it can be renewed. */
function ending(): Licence {
  const on = '2026-11-21';
  const outcome = passExam({ open: null, lastClosed: null }, { attemptId: on, on }, terms(), identity());
  if (!outcome.ok) throw new Error(outcome.refusal);
  return advance(outcome.licence, outcome.licence.validUntil).licence;
}

describe('the line that says until when', () => {
  it('counts the days down to the last one', () => {
    const licence = ending();
    expect(licence.state).toBe('renewal');
    expect(untilLine('en', licence, addDays(licence.validUntil, -7))).toContain('Expires in 7 days');
    expect(untilLine('en', licence, licence.validUntil)).toBe('Expires today.');
  });

  it('never counts below zero: a licence that waits for the sweep reads as in its grace', () => {
    const licence = ending();
    const line = untilLine('en', licence, addDays(licence.validUntil, 1));
    expect(line).toContain('The last day was');
    expect(line).not.toContain('-1');
  });
});
