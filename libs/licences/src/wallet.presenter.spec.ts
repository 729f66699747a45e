import { setStrictWords } from '#ui';
import { passExam } from './decisions.js';
import type { Licence, LicenceState } from './licence.js';
import { identity, terms } from './testing/terms.js';
import { type Need, needsByCategory, walletPage } from './wallet.presenter.js';

setStrictWords(true);

/** A licence A that was earned, in this state and with this last day. */
function licence(state: LicenceState, lastDay: string): Licence {
  const exam = { attemptId: 'a', on: '2026-01-21' };
  const outcome = passExam({ open: null, lastClosed: null }, exam, terms(), identity());
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { ...outcome.licence, state, validUntil: lastDay, graceUntil: lastDay };
}

const need = (category: string, dueOn: string | null, reason: string): Need => ({
  category,
  dueOn,
  because: { nl: `Omdat ${reason}`, en: `Because ${reason}` },
});

describe('needs of the same category', () => {
  it('become one, with the earliest day and every reason', () => {
    const needs = needsByCategory([
      need('B', '2027-03-01', 'b'),
      need('A', '2027-01-06', 'finance'),
      need('A', '2026-12-18', 'everybody'),
      need('A', '2027-02-01', 'late'),
    ]);
    expect(needs.map(({ category, dueOn }) => [category, dueOn])).toEqual([
      ['B', '2027-03-01'],
      ['A', '2026-12-18'],
    ]);
    expect(needs[1]?.because.map(({ en }) => en)).toEqual([
      'Because finance',
      'Because everybody',
      'Because late',
    ]);
  });

  it('are due on the only day that counts when the others wait, and on none when all wait', () => {
    const waiting = need('A', null, 'waits');
    const due = need('A', '2027-01-06', 'due');
    expect(needsByCategory([waiting, due])).toMatchObject([{ dueOn: '2027-01-06' }]);
    expect(needsByCategory([due, waiting])).toMatchObject([{ dueOn: '2027-01-06' }]);
    expect(needsByCategory([waiting, waiting])).toMatchObject([{ dueOn: null }]);
  });

  it('say a reason once when two policies give the same one', () => {
    const [merged] = needsByCategory([need('A', '2027-01-06', 'same'), need('A', '2026-12-18', 'same')]);
    expect(merged?.because).toHaveLength(1);
    expect(needsByCategory([])).toEqual([]);
  });
});

describe('the wallet of somebody who holds nothing yet', () => {
  it('has one card for a category that two policies ask, and offers that category nowhere else', () => {
    const title = { nl: 'Basis', en: 'Basics' };
    const needs = needsByCategory([need('A', '2027-01-06', 'finance'), need('A', '2026-12-18', 'everybody')]);
    const known = ['A', 'B'].map((category) => ({ category, title, summary: title }));
    const page = walletPage('en', [], [{ ...needs[0]!, title }], known, '2026-11-21');
    expect(page['needs']).toEqual([
      {
        heading: 'A · Basics',
        line: 'Needed by 18 Dec 2026.',
        because: ['Because finance', 'Because everybody'],
        first: null,
        examHref: '/exams/A',
      },
    ]);
    expect(page['others']).toMatchObject([{ heading: 'B · Basics' }]);
  });

  it('says which licence comes first, until that one is held', () => {
    const title = { nl: 'Basis', en: 'Basics' };
    const known = [
      { category: 'A', title, summary: title },
      { category: 'C', title, summary: title, needs: ['A'] },
    ];
    const others = (own: Parameters<typeof walletPage>[1]) =>
      walletPage('en', own, [], known, '2026-11-21')['others'];
    const first = 'You need licence A first.';
    expect(others([])).toMatchObject([{ first: null }, { heading: 'C · Basics', first }]);
    const own = (state: 'valid' | 'permit', day: string) => [
      { licence: licence(state, day), code: null, lastSeq: 1, title },
    ];
    expect(others(own('valid', '2026-11-21'))).toMatchObject([{ first: null }]);
    expect(others(own('valid', '2026-11-20'))).toMatchObject([{ first }]);
    expect(others(own('permit', '2026-11-21'))).toMatchObject([{ first }]);
  });
});
