import { gateItem, gatePracticeItem, gateVersion, type Candidate } from './gates.js';
import type { ItemDif } from './dif.js';

const good: Candidate = {
  n: 600,
  a: 1.1,
  b: 0.2,
  seB: 0.12,
  fit: {
    residuals: { infit: 1.02, outfit: 0.97 },
    score: { statistic: 18, df: 17, p: 0.39, rmsea: 0.01 },
  },
  dif: [{ kind: 'not-assessable', reason: 'small-group', reference: 500, focal: 100 }],
  shift: 0.1,
};
const largeDif = { kind: 'assessed', class: 'C', reference: 300, focal: 300 } as unknown as ItemDif;
const reasons = (item: Candidate): string[] => {
  const verdict = gateItem(item);
  return verdict.kind === 'passed' ? [] : verdict.failures.map(({ reason }) => reason);
};

describe('the gate before an item counts', () => {
  it('lets a good item through, and prefers it from five hundred answers on', () => {
    expect(gateItem(good)).toEqual({ kind: 'passed', preferred: true });
    expect(gateItem({ ...good, n: 200 })).toEqual({ kind: 'passed', preferred: false });
  });

  it.each<[string, Partial<Candidate>]>([
    ['too-few-answers', { n: 199 }],
    ['imprecise', { seB: 0.26 }],
    ['imprecise', { seB: undefined }],
    ['discrimination', { a: 0.39 }],
    ['discrimination', { a: 3.01 }],
    ['discrimination', { a: NaN }],
    ['no-fit-known', { fit: {} }],
    ['misfit-score', { fit: { ...good.fit, score: { statistic: 60, df: 17, p: 0.0009, rmsea: 0.04 } } }],
    ['misfit-score', { fit: { ...good.fit, score: { statistic: 30, df: 17, p: 0.02, rmsea: 0.05 } } }],
    ['misfit-residuals', { fit: { ...good.fit, residuals: { infit: 1.21, outfit: 1 } } }],
    ['misfit-residuals', { fit: { ...good.fit, residuals: { infit: 0.79, outfit: 1 } } }],
    ['dif', { dif: [largeDif] }],
    ['shift', { shift: -0.3 }],
  ])('stops an item for %s: %j', (reason, change) => {
    expect(new Set(reasons({ ...good, ...change }))).toEqual(new Set([reason]));
  });

  it('names every broken bound with what was found', () => {
    expect(gateItem({ ...good, n: 10, a: 4, shift: 0.5 })).toEqual({
      kind: 'failed',
      failures: [
        { reason: 'too-few-answers', found: 10, bound: 200 },
        { reason: 'discrimination', found: 4, bound: 3 },
        { reason: 'shift', found: 0.5, bound: 0.3 },
      ],
    });
  });

  it('accepts a larger shift that somebody signed, and a new item without one', () => {
    expect(reasons({ ...good, shift: 0.9, shiftSigned: true })).toEqual([]);
    expect(reasons({ ...good, shift: undefined })).toEqual([]);
  });
});

describe('the gate before a version is activated', () => {
  const passed = [gateItem(good)];

  it('allows fewer than one changed decision in a hundred', () => {
    expect(gateVersion(true, passed, { exams: 500, changed: 4 })).toEqual({ kind: 'passed' });
    expect(gateVersion(true, passed, { exams: 500, changed: 5 })).toEqual({
      kind: 'failed',
      reasons: ['too-many-changed-decisions'],
    });
    expect(gateVersion(true, passed, { exams: 0, changed: 0 })).toEqual({ kind: 'passed' });
  });

  it('stops what did not converge or has no item', () => {
    expect(gateVersion(false, [], { exams: 500, changed: 0 })).toEqual({
      kind: 'failed',
      reasons: ['not-converged', 'nothing-passed'],
    });
  });
});

describe('the gate of practice items', () => {
  const fine = { n: 100, a: 1, b: 0.4, seB: 0.25, infit: 1 };
  it('trusts a difficulty from a hundred drawn answers that is sharp enough and fits', () => {
    expect(gatePracticeItem(fine)).toEqual([]);
    expect(gatePracticeItem({ ...fine, shift: -0.29 })).toEqual([]);
  });

  it('names every bound that is broken, and lets no number that is none through', () => {
    const broken = { n: 99, a: 0.3, b: 0, seB: 0.26, infit: 1.3, shift: 0.3 };
    expect(gatePracticeItem(broken).map(({ reason }) => reason)).toEqual([
      'too-few-answers',
      'imprecise',
      'discrimination',
      'misfit-residuals',
      'shift',
    ]);
    expect(gatePracticeItem({ ...fine, infit: null })[0]!.reason).toBe('no-fit-known');
    expect(gatePracticeItem({ ...fine, seB: NaN, b: NaN })[0]!.reason).toBe('imprecise');
    expect(gatePracticeItem({ ...fine, shift: NaN })[0]!.reason).toBe('shift');
  });
});
