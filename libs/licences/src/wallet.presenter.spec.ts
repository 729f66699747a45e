import { setStrictWords } from '#ui';
import { type Need, needsByCategory, walletPage } from './wallet.presenter.js';

setStrictWords(true);

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
        examHref: '/exams/A',
      },
    ]);
    expect(page['others']).toMatchObject([{ heading: 'B · Basics' }]);
  });
});
