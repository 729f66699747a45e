import type { Quota, TestRules } from '../adaptive/test-rules.js';

/** What a licence says about its exam; what it leaves out has the house's default. */
export interface SprtExam {
  /** Fewest and most items; 20 and 40 for a first exam, 10 and 25 for a renewal. */
  readonly min: number;
  readonly max: number;
  /** Pass mark, in logits. */
  readonly cut: number;
  readonly quotas: readonly Quota[];
  /** Half the region around the cut in which either decision is acceptable; .25 logits. */
  readonly delta?: number;
  /** Accepted chance of a false pass and of a false fail at the ends of that region; .05 and .05. */
  readonly alpha?: number;
  readonly beta?: number;
  /** Largest share of exams in which one item may be asked; .25. */
  readonly cap?: number;
  /** Stop when the rest of the items would turn the decision with at most this chance; .05, 0 for never. */
  readonly curtail?: number;
  readonly pilots?: number;
  readonly maxSeconds?: number;
}

/**
 * Rules of a licence exam on a bank of hundreds: Wald's sequential test at the cut, items drawn in proportion to
 * their squared information there under an exposure cap and quotas per group of skills, curtailed. No prior enters
 * the decision; the wide one serves the reported estimate.
 */
export function sprtExamRules(exam: SprtExam): TestRules {
  const { min, max, cut, quotas, delta = 0.25, alpha = 0.05, beta = 0.05, cap = 0.25, curtail = 0.05 } = exam;
  return {
    prior: { mean: 0, sd: 1.5 },
    min,
    max,
    minPerSkill: 0,
    aim: 'cut',
    cut,
    draw: { power: 2 },
    stop: { rule: 'sprt', delta, alpha, beta, ...(curtail > 0 ? { curtail } : {}) },
    quotas,
    exposure: { cap },
    ...(exam.pilots ? { pilots: exam.pilots } : {}),
    ...(exam.maxSeconds === undefined ? {} : { maxSeconds: exam.maxSeconds }),
  };
}
