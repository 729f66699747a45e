import type { ExamAnswer } from './answer-source.js';
import type { CalibratedItem } from './calibration.js';
import { afterGates, type ItemLife, lookAt, welcome } from './item-lives.js';

const life = (change: Partial<ItemLife> = {}): ItemLife => ({
  ...{ itemId: 'tx.s1.501', authorVersion: 1, state: 'active', before: null, because: null, at: new Date(0) },
  ...{ isProposed: false, isCleared: false, trustedAt: null, countedFrom: null, ...change },
});
const lives = (...list: ItemLife[]) => new Map(list.map((each) => [each.itemId, each]));

/** An item of P = .5 for everybody, right in `share` of as many exams, one a minute. */
function answers(exams: number, share: number): ExamAnswer[] {
  return Array.from({ length: exams }, (_, exam) => ({
    ...{ person: exam, exam, language: 'nl' as const, itemId: 'tx.s1.501', itemVersion: 1 },
    ...{ correct: (exam * share) % 1 < share, at: new Date(60_000 * exam) },
  }));
}

const look = (given: readonly ExamAnswer[], own: ItemLife, activatedAt: Date | null = null) =>
  lookAt({
    ...{ answers: given, wordings: new Map([['tx.s1.501@1', 1]]), lives: [own], activatedAt },
    inUse: [{ itemId: 'tx.s1.501', authorVersion: 1, a: 1, b: 0, seB: 0.12 }],
    people: { mean: 0, sd: 1 },
  }).map(({ event, state }) => `${event} ${state}`);

describe('a night’s look at items in use', () => {
  it('suspects an item that became easier, but not one that does as expected', () => {
    expect(look(answers(100, 0.5), life())).toEqual([]);
    expect(look(answers(100, 0.8), life())).toEqual(['suspected watch']);
    expect(look(answers(100, 0.2), life())).toEqual(['suspected watch']);
  });

  it('looks only at answers after a person’s last word and after the activation', () => {
    const leaked = answers(150, 0.8);
    const middle = new Date(60_000 * 75);
    expect(look(leaked, life({ trustedAt: middle }))).toEqual([]);
    expect(look(leaked, life(), middle)).toEqual([]);
    expect(look(leaked, life({ trustedAt: new Date(0) }), new Date(1))).toEqual(['suspected watch']);
  });

  it('says nothing about an item that is watched, retired or a pilot already', () => {
    for (const state of ['watch', 'retired', 'pilot'] as const)
      expect(look(answers(100, 0.8), life({ state }))).toEqual([]);
  });

  it('proposes a worn item once, and counts anew after a person kept it', () => {
    expect(look(answers(499, 0.5), life())).toEqual([]);
    expect(look(answers(500, 0.5), life())).toEqual(['proposed active']);
    expect(look(answers(500, 0.8), life())).toEqual(['suspected watch', 'proposed watch']);
    expect(look(answers(500, 0.5), life({ isProposed: true }))).toEqual([]);
    expect(look(answers(600, 0.5), life({ countedFrom: new Date(60_000 * 400) }))).toEqual([]);
    expect(look(answers(500, 0.5), life({ state: 'retired' }))).toEqual([]);
  });
});

describe('what moves an item besides', () => {
  const bank = [{ id: 'tx.s1.501', authorVersion: 2 }];
  const events = (list: readonly { event: string }[]) => list.map(({ event }) => event);

  it('is its publication, and another wording, unless it was retired', () => {
    expect(events(welcome(bank, lives()))).toEqual(['published']);
    expect(events(welcome(bank, lives(life())))).toEqual(['reworded', 'published']);
    expect(welcome(bank, lives(life({ state: 'retired' })))).toEqual([]);
    expect(welcome(bank, lives(life({ authorVersion: 2 })))).toEqual([]);
  });

  it('are the gates of a calibration, against which a person’s clearing holds', () => {
    const failed = { itemId: 'tx.s1.501', authorVersion: 1, gateFailures: [{ reason: 'dif' }] };
    const passed = { ...failed, gateFailures: [] };
    const after = (item: object, own: ItemLife) =>
      afterGates([item as CalibratedItem], lives(own)).map(({ event, state }) => `${event} ${state}`);
    expect(after(failed, life())).toEqual(['failed-gates watch']);
    expect(after(failed, life({ isCleared: true }))).toEqual([]);
    expect(after(failed, life({ state: 'calibrated' }))).toEqual(['failed-gates pilot']);
    expect(after(passed, life({ state: 'pilot' }))).toEqual(['passed-gates calibrated']);
    expect(after(passed, life({ state: 'watch' }))).toEqual([]);
    expect(after(passed, life({ state: 'retired' }))).toEqual([]);
  });
});
