import type { ItemDif } from './dif.js';
import type { ItemFit } from './item-fit.js';

/** One item of a calibration that asks to be used for scoring. */
export interface Candidate {
  /** Answers behind it. */
  readonly n: number;
  readonly a: number;
  readonly b: number;
  /** Standard error of b; absent when it couldn't be computed. */
  readonly seB?: number;
  readonly fit: ItemFit;
  /** One per comparison of groups. */
  readonly dif: readonly ItemDif[];
  /** b now minus b in the active version; absent for a new item. */
  readonly shift?: number;
  /** Somebody signed for a larger shift. */
  readonly shiftSigned?: boolean;
}

export type GateReason =
  | 'too-few-answers'
  | 'imprecise'
  | 'discrimination'
  | 'no-fit-known'
  | 'misfit-score'
  | 'misfit-residuals'
  | 'dif'
  | 'shift';

/** Why an item stays out: what was found, and the bound it broke. */
export interface GateFailure {
  readonly reason: GateReason;
  readonly found: number | null;
  readonly bound: number;
}

export type GateVerdict =
  | { readonly kind: 'passed'; /** At least 500 answers. */ readonly preferred: boolean }
  | { readonly kind: 'failed'; readonly failures: readonly GateFailure[] };

/** Thresholds before an item counts for a result. */
export const GATES = {
  answers: 200,
  preferredAnswers: 500,
  seB: 0.25,
  a: { low: 0.4, high: 3 },
  scoreP: 0.001,
  rmsea: 0.05,
  residual: { low: 0.8, high: 1.2 },
  shift: 0.3,
  /** Share of the last exams that a new version may decide otherwise. */
  changedDecisions: 0.01,
  /** Exams to score again for that. */
  shadowExams: 500,
} as const;

/**
 * The gate before an item counts: every broken bound is a reason, none is hidden behind another. S-X2 must hold both
 * in p and in RMSEA. What is missing (standard error, fit) fails; a comparison of groups that was not assessable
 * passes, as it says nothing.
 */
export function gateItem(item: Candidate): GateVerdict {
  const failures: GateFailure[] = [];
  const fail = (reason: GateReason, found: number | null, bound: number): void =>
    void failures.push({ reason, found, bound });
  if (!(item.n >= GATES.answers)) fail('too-few-answers', item.n, GATES.answers);
  if (!(item.seB !== undefined && item.seB <= GATES.seB)) fail('imprecise', item.seB ?? null, GATES.seB);
  if (!(item.a >= GATES.a.low)) fail('discrimination', item.a, GATES.a.low);
  if (!(item.a <= GATES.a.high)) fail('discrimination', item.a, GATES.a.high);
  failures.push(...gateFit(item.fit));
  const large = item.dif.filter((dif) => dif.kind === 'assessed' && dif.class === 'C').length;
  if (large > 0) fail('dif', large, 0);
  if (item.shift !== undefined && !(Math.abs(item.shift) < GATES.shift) && !item.shiftSigned)
    fail('shift', item.shift, GATES.shift);
  if (failures.length > 0) return { kind: 'failed', failures };
  return { kind: 'passed', preferred: item.n >= GATES.preferredAnswers };
}

/** Thresholds before a practice item's difficulty is trusted; nobody's result hangs on it. */
export const PRACTICE_GATES = { answers: 100, seB: GATES.seB } as const;

/** One practice item of a calibration, from drawn answers. */
export interface PracticeCandidate {
  /** Drawn answers behind it. */
  readonly n: number;
  readonly a: number;
  readonly b: number;
  readonly seB: number;
  readonly infit: number | null;
  /** b now minus b in the active version; absent for a new item. */
  readonly shift?: number;
}

/**
 * The gate before practice trusts a calibrated difficulty: 100 drawn answers, SE(b) <= .25, .4 <= a <= 3, infit .8-1.2
 * and |shift| < .3. Softer than for exams: there is no S-X2, which needs many items per person, and half the answers.
 */
export function gatePracticeItem({ n, a, b, seB, infit, shift }: PracticeCandidate): GateFailure[] {
  const failures: GateFailure[] = [];
  const ask = (holds: boolean, reason: GateReason, found: number | null, bound: number): void =>
    void (holds || failures.push({ reason, found, bound }));
  ask(n >= PRACTICE_GATES.answers, 'too-few-answers', n, PRACTICE_GATES.answers);
  ask(Number.isFinite(b) && seB <= PRACTICE_GATES.seB, 'imprecise', seB, PRACTICE_GATES.seB);
  ask(a >= GATES.a.low, 'discrimination', a, GATES.a.low);
  ask(a <= GATES.a.high, 'discrimination', a, GATES.a.high);
  if (infit === null) ask(false, 'no-fit-known', null, 1);
  else {
    ask(infit >= GATES.residual.low, 'misfit-residuals', infit, GATES.residual.low);
    ask(infit <= GATES.residual.high, 'misfit-residuals', infit, GATES.residual.high);
  }
  if (shift !== undefined) ask(Math.abs(shift) < GATES.shift, 'shift', shift, GATES.shift);
  return failures;
}

function gateFit({ score, residuals }: ItemFit): GateFailure[] {
  const failures: GateFailure[] = [];
  if (!score || !residuals) failures.push({ reason: 'no-fit-known', found: null, bound: 1 });
  if (score && !(score.p >= GATES.scoreP))
    failures.push({ reason: 'misfit-score', found: score.p, bound: GATES.scoreP });
  if (score && !(score.rmsea < GATES.rmsea))
    failures.push({ reason: 'misfit-score', found: score.rmsea, bound: GATES.rmsea });
  if (residuals && !(residuals.infit >= GATES.residual.low))
    failures.push({ reason: 'misfit-residuals', found: residuals.infit, bound: GATES.residual.low });
  if (residuals && !(residuals.infit <= GATES.residual.high))
    failures.push({ reason: 'misfit-residuals', found: residuals.infit, bound: GATES.residual.high });
  return failures;
}

/** The last exams, scored again with the new version. */
export interface ShadowScoring {
  readonly exams: number;
  readonly changed: number;
}

export type VersionVerdict =
  | { readonly kind: 'passed' }
  | {
      readonly kind: 'failed';
      readonly reasons: readonly ('not-converged' | 'too-many-changed-decisions' | 'nothing-passed')[];
    };

/**
 * The gate before a whole version may be activated by a person: converged, at least one item passed, and fewer than
 * 1 % of the last 500 exams (or of all, when there are fewer) would have been decided otherwise.
 */
export function gateVersion(
  converged: boolean,
  items: readonly GateVerdict[],
  shadow: ShadowScoring,
): VersionVerdict {
  const reasons: ('not-converged' | 'too-many-changed-decisions' | 'nothing-passed')[] = [];
  if (!converged) reasons.push('not-converged');
  if (!items.some(({ kind }) => kind === 'passed')) reasons.push('nothing-passed');
  if (shadow.changed > 0 && !(shadow.changed / shadow.exams < GATES.changedDecisions))
    reasons.push('too-many-changed-decisions');
  return reasons.length > 0 ? { kind: 'failed', reasons } : { kind: 'passed' };
}
