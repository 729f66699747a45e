// Calibration of a bank, beside a textbook EM in the same run: `node test/bench/assessment/em.mjs` prints JSON.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../../apps/cli/launch/build.mjs';

const POINTS = 61;
const TOLERANCE = 1e-6;
const AIM_CPU_SECONDS = 1.5;

/**
 * CPU seconds of both on the same simulated answers, and how far apart their results lie. `core` is the assessment
 * library; the middle of `rounds` counts for ours, the textbook runs once because it takes so long.
 */
export function benchEm(core, { people = 5000, items = 60, rounds = 3 } = {}) {
  const answers = simulate(core, people, items);
  const responses = core.collectResponses(
    items,
    answers.flatMap((row, i) => row.map((x, item) => ({ person: `p${i}`, item, correct: x === 1 }))),
  );
  const runs = (standardErrors) =>
    Array.from({ length: rounds }, () =>
      timed(() => core.calibrate(responses, { tolerance: TOLERANCE, standardErrors })),
    ).sort((left, right) => left.cpuSeconds - right.cpuSeconds)[Math.floor(rounds / 2)];
  const ours = runs('none');
  const withErrors = runs('observed');
  const textbook = timed(() => textbookEm(answers, items));
  const furthest = (of) =>
    Math.max(...ours.result.items.map((item, j) => Math.abs(of(item) - of(textbook.result.items[j]))));
  return {
    task: '2PL by EM',
    people,
    items,
    points: POINTS,
    tolerance: TOLERANCE,
    cpuSeconds: {
      ours: ours.cpuSeconds,
      oursWithStandardErrors: withErrors.cpuSeconds,
      textbook: textbook.cpuSeconds,
      aim: AIM_CPU_SECONDS,
    },
    ratio: Number((textbook.cpuSeconds / ours.cpuSeconds).toFixed(1)),
    steps: { ours: ours.result.steps, textbook: textbook.result.steps },
    logLikelihood: { ours: ours.result.logLikelihood, textbook: textbook.result.logLikelihood },
    largestDifference: { a: furthest(({ a }) => a), b: furthest(({ b }) => b) },
  };
}

function simulate({ normalDeviate, seeded, u }, people, items) {
  const random = seeded('bench em');
  const bank = Array.from({ length: items }, (_, j) => ({
    a: Math.exp(0.1 + 0.3 * normalDeviate(random, 'a', j)),
    b: normalDeviate(random, 'b', j),
  }));
  return Array.from({ length: people }, (_, i) => {
    const theta = normalDeviate(random, 'theta', i);
    return bank.map(({ a, b }, j) => (u('answer', i, j) < 1 / (1 + Math.exp(-a * (theta - b))) ? 1 : 0));
  });
}

function timed(work) {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuSeconds: Number(((user + system) / 1e6).toFixed(3)) };
}

/** Bock & Aitkin's EM as it is printed: every person at every point over every item, one step after the other. */
function textbookEm(answers, items) {
  const nodes = Array.from({ length: POINTS }, (_, k) => -6 + (12 * k) / (POINTS - 1));
  const mass = nodes.reduce((sum, theta) => sum + Math.exp((-theta * theta) / 2), 0);
  const prior = nodes.map((theta) => Math.exp((-theta * theta) / 2) / mass);
  let bank = Array.from({ length: items }, () => ({ a: 1, d: 0 }));
  for (let step = 1; step <= 2000; step += 1) {
    const { counts, rights, logLikelihood } = expect(answers, bank, nodes, prior);
    const next = bank.map((item, j) => maximise(item, counts, rights[j], nodes));
    const moved = Math.max(
      ...next.map(({ a, d }, j) => Math.max(Math.abs(a - bank[j].a), Math.abs(d - bank[j].d))),
    );
    bank = next;
    if (moved < TOLERANCE)
      return { items: bank.map(({ a, d }) => ({ a, b: -d / a })), steps: step, logLikelihood };
  }
  throw new Error('The textbook EM did not converge.');
}

function expect(answers, bank, nodes, prior) {
  const chance = bank.map(({ a, d }) => nodes.map((theta) => 1 / (1 + Math.exp(-(a * theta + d)))));
  const counts = nodes.map(() => 0);
  const rights = bank.map(() => nodes.map(() => 0));
  let logLikelihood = 0;
  for (const row of answers) {
    const posterior = nodes.map((_, k) => {
      let likelihood = prior[k];
      for (let j = 0; j < row.length; j += 1) likelihood *= row[j] === 1 ? chance[j][k] : 1 - chance[j][k];
      return likelihood;
    });
    const evidence = posterior.reduce((sum, weight) => sum + weight, 0);
    logLikelihood += Math.log(evidence);
    for (let k = 0; k < nodes.length; k += 1) {
      const weight = posterior[k] / evidence;
      counts[k] += weight;
      for (let j = 0; j < row.length; j += 1) if (row[j] === 1) rights[j][k] += weight;
    }
  }
  return { counts, rights, logLikelihood };
}

function maximise({ a, d }, counts, rights, nodes) {
  for (let step = 0; step < 20; step += 1) {
    let [ga, gd, iaa, iad, idd] = [0, 0, 0, 0, 0];
    nodes.forEach((theta, k) => {
      const p = 1 / (1 + Math.exp(-(a * theta + d)));
      const gap = rights[k] - counts[k] * p;
      const spread = counts[k] * p * (1 - p);
      ga += gap * theta;
      gd += gap;
      iaa += spread * theta * theta;
      iad += spread * theta;
      idd += spread;
    });
    const determinant = iaa * idd - iad * iad;
    const [da, dd] = [(idd * ga - iad * gd) / determinant, (iaa * gd - iad * ga) / determinant];
    a += da;
    d += dd;
    if (Math.max(Math.abs(da), Math.abs(dd)) < 1e-9) break;
  }
  return { a, d };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
  await build(root, (line) => console.error(line));
  const core = await import(path.join(root, 'dist/libs/assessment/src/index.js'));
  console.log(JSON.stringify(benchEm(core), null, 2));
}
