import { addDays } from './expiry.js';
import { advance, issuePermit, passExam, revoke, suspend } from './decisions.js';
import type { Outcome } from './decisions.js';
import { explain } from './explain.js';
import type { Licence } from './licence.js';
import { identity, terms } from './testing/terms.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const wordsOf = (language: string): object =>
  JSON.parse(readFileSync(join(__dirname, `i18n/${language}.json`), 'utf8')) as object;
const NOBODY = { open: null, lastClosed: null };

function made(outcome: Outcome): Licence {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.licence;
}

function pass(on: string, changes = {}, open: Licence | null = null): Licence {
  return made(passExam({ open, lastClosed: null }, { attemptId: on, on }, terms(changes), identity()));
}

const keyOf = (licence: Licence, field: string): string | undefined =>
  explain(licence).find((sentence) => sentence.field === field)?.key;

describe('explaining the dates of a licence', () => {
  it('names the rule behind the last day', () => {
    expect(keyOf(pass('2026-11-21'), 'validUntil')).toBe('licences.explain_until_completion');
    expect(keyOf(pass('2026-11-21', { rule: 'fixed-date' }), 'validUntil')).toBe(
      'licences.explain_until_fixed_date',
    );
    expect(keyOf(pass('2026-11-21', { rule: 'upkeep' }), 'validUntil')).toBe('licences.explain_until_upkeep');
    expect(keyOf(pass('2028-02-29', { months: 12 }), 'validUntil')).toBe(
      'licences.explain_until_short_month',
    );
  });

  it('names the previous last day when a renewal counted from it', () => {
    const rule = { rule: 'from-previous-expiry' };
    const first = pass('2026-11-21', rule);
    const renewed = pass('2028-10-01', rule, advance(first, '2028-10-01').licence);
    const sentence = explain(renewed).find(({ field }) => field === 'validUntil');
    expect(sentence).toMatchObject({
      key: 'licences.explain_until_previous_expiry',
      date: '2030-11-21',
      days: { previous: '2028-11-21' },
      numbers: { months: 24 },
    });
  });

  it('has a sentence for every date the licence carries', () => {
    const licence = pass('2026-11-21');
    const input = { on: '2027-01-01', reasonDigest: 'x' };
    const permit = made(issuePermit(NOBODY, identity(), { on: '2026-11-21', days: 30 }));
    const cases = [
      licence,
      permit,
      made(suspend(licence, input)),
      made(revoke(licence, input)),
      advance(licence, addDays(licence.graceUntil, 1)).licence,
    ];
    for (const each of cases) {
      const told = new Set(explain(each).map(({ date }) => date));
      const dates = [
        each.validFrom,
        each.validUntil,
        each.renewalOpensOn,
        each.graceUntil,
        each.suspendedOn,
        each.endedOn,
      ];
      for (const date of dates) if (date !== null) expect(told).toContain(date);
    }
  });

  it('has words for each sentence in both languages', () => {
    const licence = pass('2026-11-21');
    for (const { key } of explain(licence)) {
      expect(wordsOf('nl')).toHaveProperty([key]);
      expect(wordsOf('en')).toHaveProperty([key]);
    }
  });
});
