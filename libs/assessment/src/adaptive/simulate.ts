import { modelOf } from '../irt/model.js';
import { seeded, u } from '../random.js';
import { decideExam } from '../scoring/cut-score.js';
import { itemsAtCap } from './exposure.js';
import { nextStep } from './next-step.js';
import { quotaGaps } from './content.js';
import { reportOn, type SimulationReport } from './simulation-report.js';
import type { StopReason } from './stop-rule.js';
import type { AskedItem, PoolItem, TestRules } from './test-rules.js';

/** One simulated person's test. */
export interface SimulatedTest {
  readonly trueTheta: number;
  readonly theta: number;
  readonly standardError: number;
  readonly items: readonly string[];
  /** Points per item, 0 to 1. */
  readonly points: readonly number[];
  readonly stop: StopReason;
  readonly passed: boolean;
  /** Groups of skills that did not get their minimum. */
  readonly gaps: readonly string[];
  /** Items asked although they were at their exposure cap. */
  readonly relaxed: number;
}

interface SimulationOptions {
  readonly pool: readonly PoolItem[];
  readonly rules: TestRules;
  readonly thetas: readonly number[];
  readonly seed: string;
  /** The parameters answers are drawn from, where they differ from what the pool believes. */
  readonly truth?: ReadonlyMap<string, PoolItem['parameters']>;
  readonly secondsPerItem?: number;
  /** Told after each person how many have taken the test. */
  readonly onPerson?: (done: number) => void;
}

/**
 * Lets people with known ability take the test, one after the other, so that exposure adds up. Answers are drawn
 * from `truth` (the pool's parameters when not given, so that a wrong belief about difficulty can be simulated) by
 * u(seed, person, item): two rules see the same people give the same answers.
 */
export function simulate(options: SimulationOptions): SimulationReport {
  const asked: Record<string, number> = {};
  const tests = options.thetas.map((theta, person) => {
    const test = takeTest(options, theta, person, { asked, sessions: person });
    for (const id of test.items) asked[id] = (asked[id] ?? 0) + 1;
    options.onPerson?.(person + 1);
    return test;
  });
  return reportOn(tests, options.pool, options.rules, asked);
}

function takeTest(
  { pool, rules, seed, truth, secondsPerItem = 30 }: SimulationOptions,
  trueTheta: number,
  person: number,
  counts: Parameters<typeof itemsAtCap>[1],
): SimulatedTest {
  const random = seeded(`${seed}/${person}`);
  const atCap = rules.exposure ? itemsAtCap(pool, counts, rules.exposure.cap) : [];
  const asked: AskedItem[] = [];
  let relaxed = 0;
  for (;;) {
    const session = { asked, atCap, elapsedSeconds: asked.length * secondsPerItem };
    const step = nextStep(session, pool, rules, random);
    if ('stop' in step) {
      return {
        trueTheta,
        theta: step.result.theta,
        standardError: step.result.standardError,
        items: asked.map((one) => one.itemId),
        points: asked.map((one) => one.points ?? 0),
        stop: step.stop,
        passed: rules.cut !== undefined && decideExam(session, pool, rules).outcome === 'passed',
        gaps: quotaGaps(session, pool, rules),
        relaxed,
      };
    }
    if (step.why.relaxed) relaxed += 1;
    const { id, parameters } = step.ask;
    const points = answer(truth?.get(id) ?? parameters, trueTheta, u(seed, person, id));
    asked.push({ itemId: id, points });
  }
}

/** Points of a simulated answer: the best category whose chance to be reached is above the uniform number. */
function answer(parameters: PoolItem['parameters'], theta: number, uniform: number): number {
  const model = modelOf(parameters);
  let reached = 0;
  for (let k = model.top; k > 0; k -= 1) {
    reached += Math.exp(model.logProbability(theta, k));
    if (uniform < reached) return k / model.top;
  }
  return 0;
}
