import { probability } from '../irt/model.js';
import { seeded, u } from '../random.js';
import { decideExam } from '../scoring/cut-score.js';
import { nextStep } from './next-step.js';
import { countBySkill } from './select-item.js';
import type { StopReason } from './stop-rule.js';
import type { AskedItem, PoolItem, TestRules, TestSession } from './test-rules.js';

/** One simulated person's test. */
export interface SimulatedTest {
  readonly trueTheta: number;
  readonly theta: number;
  readonly standardError: number;
  readonly items: readonly string[];
  readonly stop: StopReason;
  readonly passed: boolean;
}

/** What a population's tests say about a pool and its rules: the table an author gets. */
export interface SimulationReport {
  readonly people: number;
  readonly meanItems: number;
  /** Mean of estimate - truth, in logits. */
  readonly bias: number;
  /** Root mean squared error of the estimate, in logits. */
  readonly rmse: number;
  /** Share of people who met the most used item; 1 means everybody did. */
  readonly topExposure: number;
  readonly neverUsed: readonly string[];
  /** Tests in which some skill was not asked its minimum. */
  readonly skillGaps: number;
  readonly stops: Readonly<Partial<Record<StopReason, number>>>;
  /** Among all: passed below the cut, failed above it (both 0 when the rules have no cut). */
  readonly falsePass: number;
  readonly falseFail: number;
  readonly tests: readonly SimulatedTest[];
}

/**
 * Lets people with known ability take the test. Answers are drawn from `truth` (the pool's parameters when not
 * given, so that a wrong belief about difficulty can be simulated) by u(seed, person, item): two rules see the
 * same people give the same answers.
 */
export function simulate(options: {
  readonly pool: readonly PoolItem[];
  readonly rules: TestRules;
  readonly thetas: readonly number[];
  readonly seed: string;
  readonly truth?: ReadonlyMap<string, PoolItem['parameters']>;
  readonly secondsPerItem?: number;
}): SimulationReport {
  const { pool, rules, thetas, seed } = options;
  const uses = new Map(pool.map((item) => [item.id, 0]));
  const stops: Partial<Record<StopReason, number>> = {};
  let skillGaps = 0;
  const tests = thetas.map((trueTheta, person): SimulatedTest => {
    const { session, stop } = takeTest(options, trueTheta, person);
    for (const { itemId } of session.asked) uses.set(itemId, (uses.get(itemId) ?? 0) + 1);
    stops[stop.stop] = (stops[stop.stop] ?? 0) + 1;
    const lowest = Math.min(...countBySkill(session, pool).values());
    if (lowest < rules.minPerSkill) skillGaps += 1;
    return {
      trueTheta,
      theta: stop.result.theta,
      standardError: stop.result.standardError,
      items: session.asked.map((asked) => asked.itemId),
      stop: stop.stop,
      passed: rules.cut !== undefined && decideExam(session, pool, rules).outcome === 'passed',
    };
  });
  const cut = rules.cut;
  const share = (wanted: (test: SimulatedTest) => boolean): number =>
    tests.filter(wanted).length / tests.length;
  return {
    people: tests.length,
    meanItems: mean(tests.map((test) => test.items.length)),
    bias: mean(tests.map((test) => test.theta - test.trueTheta)),
    rmse: Math.sqrt(mean(tests.map((test) => (test.theta - test.trueTheta) ** 2))),
    topExposure: Math.max(...uses.values()) / tests.length,
    neverUsed: [...uses].filter(([, count]) => count === 0).map(([id]) => id),
    skillGaps,
    stops,
    falsePass: cut === undefined ? 0 : share((test) => test.passed && test.trueTheta < cut),
    falseFail: cut === undefined ? 0 : share((test) => !test.passed && test.trueTheta >= cut),
    tests,
  };

  function takeTest(
    { truth, secondsPerItem = 30 }: typeof options,
    theta: number,
    person: number,
  ): { session: TestSession; stop: Extract<ReturnType<typeof nextStep>, { stop: StopReason }> } {
    const random = seeded(`${seed}/${person}`);
    const asked: AskedItem[] = [];
    for (;;) {
      const session = { asked: [...asked], elapsedSeconds: asked.length * secondsPerItem };
      const step = nextStep(session, pool, rules, random);
      if ('stop' in step) return { session, stop: step };
      const chance = probability(truth?.get(step.ask.id) ?? step.ask.parameters, theta);
      asked.push({ itemId: step.ask.id, points: u(seed, person, step.ask.id) < chance ? 1 : 0 });
    }
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
