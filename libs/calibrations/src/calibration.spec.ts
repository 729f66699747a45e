import { calibrate, collectResponses, normalDeviate, seeded } from '#assessment';
import type { ExamAnswer } from './answer-source.js';
import {
  type BankItem,
  type CalibrationOutcome,
  type CalibrationResult,
  type KnownItem,
  refusalOf,
  runCalibration,
} from './calibration.js';
import { chooseScale, priorsOf } from './calibration-scale.js';

const BANK: readonly BankItem[] = Array.from({ length: 10 }, (_, i) => ({
  ...{ id: `tx.s1.${501 + i}`, version: 2, authorVersion: 1, skill: 'tx.s1' },
  b0: [-1.6, -0.8, 0, 0.8, 1.6][i % 5]!,
}));

/** Everybody answers every item, which is as hard as its author said plus `shift`; a = 1. */
function answersOf(people: number, shift: (item: number) => number = () => 0): ExamAnswer[] {
  const random = seeded('core');
  return Array.from({ length: people }, (_, person) => person).flatMap((person) =>
    BANK.map(({ id, b0 }, i): ExamAnswer => {
      const theta = normalDeviate(random, 'theta', person);
      const correct = random('x', person, i) < 1 / (1 + Math.exp(-(theta - b0 - shift(i))));
      const at = new Date(Date.UTC(2026, 9, 1) + person * 60_000);
      return { person, exam: person, language: 'nl', itemId: id, itemVersion: 2, correct, at };
    }),
  );
}

const run = (answers: readonly ExamAnswer[], active: readonly KnownItem[] = []): CalibrationOutcome =>
  runCalibration({ answers, bank: BANK, active, wordings: WORDINGS });

function made(outcome: CalibrationOutcome): CalibrationResult {
  if (outcome.kind !== 'made') throw new Error(`nothing was made: ${outcome.kind}`);
  return outcome.result;
}

const WORDINGS = new Map(BANK.map(({ id }) => [`${id}@2`, 1]));

const asKnown = ({ items }: CalibrationResult): KnownItem[] =>
  items.map(({ itemId, authorVersion, a, b }) => ({ itemId, authorVersion, a, b, state: 'active' }));

describe('a calibration', () => {
  it('asks for 200 people on an item, no matter how many answers there are in all', () => {
    expect(run(answersOf(199))).toEqual({ kind: 'too-few-answers', most: 199, needed: 200 });
    expect(run([])).toEqual({ kind: 'too-few-answers', most: 0, needed: 200 });
    expect(run(answersOf(200)).kind).toBe('made');
  });

  it('counts the first answer of a person to an item, and none to another wording', () => {
    const answers = answersOf(250);
    const again = answers.map((answer) => ({
      ...answer,
      correct: !answer.correct,
      exam: answer.exam + 1000,
    }));
    const other = answers.map((answer) => ({ ...answer, itemVersion: 1, exam: answer.exam + 2000 }));
    const [once, twice] = [made(run(answers)), made(run([...other, ...answers, ...again]))];
    expect(twice.answers).toBe(2500);
    expect(twice.items.map(({ b }) => b)).toEqual(once.items.map(({ b }) => b));
    // Of 750 exams 500 asked the item in this wording.
    expect(twice.items[0]!.exposure).toBeCloseTo(2 / 3, 10);
    expect(once.items[0]!.exposure).toBe(1);
  });

  it('watches an item in use that moved, and only holds back one that was never in use', () => {
    const before = asKnown(made(run(answersOf(600))));
    const moved = answersOf(600, (item) => (item === 2 ? 1 : 0));
    const { items, summary } = made(run(moved, before));
    expect(summary).toMatchObject({ scale: 'anchors', anchors: 9, trimmed: [BANK[2]!.id] });
    expect(items[2]).toMatchObject({ state: 'watch' });
    expect(items[2]!.gateFailures.map(({ reason }) => reason)).toContain('shift');
    const without = before.filter(({ itemId }) => itemId !== BANK[2]!.id);
    expect(['pilot', 'calibrated']).toContain(made(run(moved, without)).items[2]!.state);
  });

  it('is not made when too few items in use are left to hold the scale', () => {
    const before = asKnown(made(run(answersOf(300))));
    expect(run(answersOf(300), before.slice(0, 3))).toEqual({
      kind: 'not-linkable',
      reason: 'too-few-anchors',
    });
  });

  it('is not made when no item has enough answers to say how authors and people lie to each other', () => {
    const responses = collectResponses(
      BANK.length,
      BANK.map((_, item) => ({ person: 'one', item, correct: true })),
    );
    const found = calibrate(responses, {
      priors: priorsOf(responses, BANK),
      standardErrors: 'cross-product',
    });
    expect(chooseScale(found, BANK, [])).toEqual({ kind: 'not-linkable', reason: 'too-few-answers' });
  });

  it('may be activated when it settled, something passed and few results turn; the first may turn more', () => {
    const fine = { passed: 5, scale: 'anchors', shadow: { exams: 500, changed: 4 } } as const;
    expect(refusalOf({ converged: true, summary: fine })).toBeNull();
    expect(refusalOf({ converged: false, summary: fine })).toBe('not-converged');
    expect(refusalOf({ converged: true, summary: { ...fine, passed: 0 } })).toBe('nothing-passed');
    const turning = { ...fine, shadow: { exams: 500, changed: 5 } };
    expect(refusalOf({ converged: true, summary: turning })).toBe('too-many-changed-decisions');
    expect(refusalOf({ converged: true, summary: { ...turning, scale: 'authors' } })).toBeNull();
    const none = { exams: 0, changed: 0 };
    expect(refusalOf({ converged: true, summary: { ...fine, shadow: none } })).toBeNull();
  });
});
