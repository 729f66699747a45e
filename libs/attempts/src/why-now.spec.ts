import { setStrictWords } from '#ui';
import { PLAN_REASONS } from './practice-plan.js';
import { bandWords, whyChosen, whyNow, whyWeakest } from './why-now.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 9);
const AT = { now: NOW, zone: 'Europe/Amsterdam', language: 'en' as const };
const planned = (more: object) => ({ itemId: 'i', version: 1, why: 'weakest' as const, ...more });
const standing = (lastAt: number | null) => ({
  ...{ skill: 's', belief: { mean: 0, variance: 1 }, chance: 0.5, answered: lastAt === null ? 0 : 3, lastAt },
  ...{ mastery: 'nearly' as const, band: null },
});

describe('why this now', () => {
  beforeAll(() => setStrictWords(true));
  afterAll(() => setStrictWords(false));

  it('has a sentence for every reason, in both languages, with and without a day', () => {
    for (const language of ['nl', 'en'] as const) {
      for (const why of PLAN_REASONS) {
        for (const days of why === 'due' ? [0, 1, 3] : [null, 0, 1, 12]) {
          expect(whyNow(planned({ why, days }), language)).toMatch(/^[A-Z].*\.$/);
        }
      }
      for (const [from, to] of [
        ['practise', 'practise'],
        ['practise', 'nearly'],
        ['practise', 'solid'],
        ['nearly', 'solid'],
      ] as const)
        expect(bandWords({ from, to }, language)).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('counts days as people do, by the midnights where they are', () => {
    const now = Date.parse('2026-11-22T01:00:00Z');
    const moment = (zone: string) => ({ now, zone, language: 'en' as const });
    expect(whyChosen(now - 3 * 3_600_000, moment('Europe/Amsterdam'))).toContain('practised it yesterday');
    expect(whyChosen(now - 3 * 3_600_000, moment('America/Curacao'))).toContain('earlier today');
  });

  it('is made from data: how long it waited, when it was practised, that it was drawn', () => {
    expect(whyNow(planned({ why: 'due', days: 3 }), 'nl')).toBe('Dit wacht al 3 dagen op herhaling.');
    expect(whyNow(planned({ days: 12 }), 'nl')).toContain('12 dagen geleden');
    expect(whyNow(planned({ why: 'random', days: 12 }), 'nl')).toContain('Willekeurig');
    expect(whyChosen(NOW - 2 * DAY, AT)).toContain('2 days ago');
    expect(whyWeakest(standing(NOW - 5 * DAY), 'Links', AT)).toBe(
      'Your weakest topic now is ‘Links’. You last practised it 5 days ago.',
    );
    expect(whyWeakest(standing(null), 'Links', AT)).toContain('We begin with ‘Links’');
  });

  it('says nothing about rounds that were planned before reasons had days', () => {
    expect(whyNow(planned({}), 'nl')).toBeNull();
    expect(whyNow(undefined, 'nl')).toBeNull();
  });
});
