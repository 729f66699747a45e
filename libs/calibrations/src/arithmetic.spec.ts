import { normalDeviate, seeded } from '#assessment';
import type { ExamAnswer } from './answer-source.js';
import { calibrateApart, lookApart } from './arithmetic.js';
import { type BankItem, runCalibration } from './calibration.js';
import { lookAt } from './item-lives.js';
import { packAnswers, unpackAnswers } from './packed-answers.js';

const BANK: readonly BankItem[] = Array.from({ length: 12 }, (_, i) => ({
  ...{ id: `tx.s1.${501 + i}`, version: 2, authorVersion: 1, skill: 'tx.s1', b0: -1.6 + 0.3 * i },
}));
const wordings = new Map(BANK.map(({ id }) => [`${id}@2`, 1]));

function answersOf(people: number): ExamAnswer[] {
  const random = seeded('thread');
  return Array.from({ length: people }, (_, person) => person).flatMap((person) =>
    BANK.map(({ id, b0 }, i): ExamAnswer => {
      const correct = random('x', person, i) < 1 / (1 + Math.exp(b0 - normalDeviate(random, person)));
      const at = new Date(Date.UTC(2026, 9, 1) + person * 60_000);
      const language = person % 2 === 0 ? 'nl' : 'en';
      return { person, exam: person + 1, language, itemId: id, itemVersion: 2, correct, at };
    }),
  );
}

describe('arithmetic in a thread of its own', () => {
  it('hands answers over as they were', () => {
    const answers = answersOf(3);
    expect(unpackAnswers(packAnswers(answers))).toEqual(answers);
    expect(unpackAnswers(packAnswers([]))).toEqual([]);
  });

  it('finds to the last digit what it finds here, and holds nobody up meanwhile', async () => {
    const input = { answers: answersOf(1500), bank: BANK, active: [], wordings };
    const here = runCalibration(input);
    let turns = 0;
    const clock = setInterval(() => turns++, 1);
    const there = await calibrateApart(input);
    clearInterval(clock);
    expect(there).toEqual(here);
    expect(here.kind).toBe('made');
    // Counted, not timed: arithmetic in this thread would leave no turn but the few around it, however slow the machine.
    expect(turns).toBeGreaterThan(20);
  }, 60_000);

  it('looks at items in use the same way', async () => {
    const life = {
      ...({ itemId: BANK[3]!.id, authorVersion: 1, state: 'active', before: null, because: null } as const),
      ...{ isProposed: false, isCleared: false, at: new Date(0), trustedAt: null, countedFrom: null },
    };
    const inUse = BANK.map(({ id, b0 }) => ({ itemId: id, authorVersion: 1, a: 1, b: b0 + 1, seB: 0.1 }));
    const look = {
      ...{ answers: answersOf(600), wordings, lives: [life], inUse, activatedAt: null },
      people: { mean: 0, sd: 1 },
    };
    const found = await lookApart(look);
    expect(found).toEqual(lookAt(look));
    expect(found.map(({ event }) => event)).toContain('proposed');
  }, 60_000);

  it('passes on what goes wrong there', async () => {
    const bank = null as unknown as BankItem[];
    await expect(calibrateApart({ answers: answersOf(2), bank, active: [], wordings })).rejects.toThrow(
      /null/,
    );
  }, 60_000);

  it('ends when it is cancelled, before or during', async () => {
    const input = { answers: answersOf(1500), bank: BANK, active: [], wordings };
    const stop = new AbortController();
    const running = calibrateApart(input, stop.signal);
    setTimeout(() => stop.abort(new Error('the process ends')), 50);
    await expect(running).rejects.toThrow('the process ends');
    await expect(calibrateApart(input, stop.signal)).rejects.toThrow('the process ends');
  }, 60_000);
});
