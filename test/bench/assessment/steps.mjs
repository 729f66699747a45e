// One step of an adaptive test, beside a textbook version in the same run: `node test/bench/assessment/steps.mjs` prints JSON.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../../apps/cli/launch/build.mjs';

const NORMAL = { mean: 0, sd: 1 };
const ANSWERS = 40;
const AIMS = { eap40: 5, nextOf2000: 60 };

/**
 * CPU microseconds of: information of one item, EAP of 40 answers, the next item of 500, 2,000 and 10,000 after 40
 * answers (plain maximum information, and as a secure exam draws), and a whole 30-item test on 500 items. Both sides
 * must come to the same result, or nothing is reported. The fastest of `rounds` counts: others had company.
 */
export function benchSteps(core, { rounds = 7 } = {}) {
  const bank = makeBank(core, 10_000);
  const answers = bank.slice(0, ANSWERS).map(({ parameters }, i) => ({ parameters, points: i % 2 }));
  const cost = (work, times) => costOf(work, times, rounds);
  const result = { unit: 'CPU microseconds', aims: AIMS };
  result.information = compare(
    cost((i) => core.information(bank[i % 2000].parameters, 0.3), 200_000),
    cost((i) => textbookInformation(bank[i % 2000].parameters, 0.3), 200_000),
  );
  mustAgree(core.estimateAbility(answers, NORMAL).theta, textbookEap(answers).theta);
  result.eap40 = compare(
    cost(() => core.estimateAbility(answers, NORMAL), 5000),
    cost(() => textbookEap(answers), 500),
  );
  for (const size of [500, 2000, 10_000])
    result[`nextOf${size}`] = benchNext(core, bank.slice(0, size), cost);
  result.wholeTestOf30 = compare(
    cost((i) => wholeTest(core, bank.slice(0, 500), oursNext(core, rulesOf(30)), `t${i}`), 20),
    cost((i) => wholeTest(core, bank.slice(0, 500), textbookNext, `t${i}`), 5),
  );
  return result;
}

function benchNext(core, pool, cost) {
  const session = {
    asked: Array.from({ length: ANSWERS }, (_, i) => ({
      itemId: pool[Math.floor((i * pool.length) / ANSWERS)].id,
      points: i % 2,
    })),
    elapsedSeconds: 0,
  };
  const ours = oursNext(core, rulesOf(60));
  mustAgree(ours(session, pool, 'x'), textbookNext(session, pool));
  const skills = [...new Set(pool.map((item) => item.skill))];
  const quotas = skills.map((skill) => ({ group: skill, skills: [skill], min: 2, max: 8 }));
  const exam = oursNext(core, core.sprtExamRules({ min: 45, max: 60, cut: 0, quotas }));
  return {
    ...compare(
      cost(() => ours(session, pool, 'x'), 500),
      cost(() => textbookNext(session, pool), 50),
    ),
    oursInSecureExam: cost(() => exam(session, pool, 'x'), 500),
  };
}

/** Plain maximum information over the whole bank, which stops at `max` items only. */
function rulesOf(max) {
  const quotas = [{ group: 'all', skills: ['s0', 's1', 's2', 's3', 's4'], min: 0, max }];
  return { prior: NORMAL, min: max, max, minPerSkill: 0, aim: 'ability', draw: { among: 1 }, quotas };
}

function oursNext(core, rules) {
  return (session, pool, seed) => {
    const step = core.nextStep(session, pool, rules, core.seeded(seed));
    return 'ask' in step ? step.ask.id : null;
  };
}

/** What a careful newcomer writes: EAP over the answers, then everything that is left, sorted by information. */
function textbookNext(session, pool) {
  const asked = new Map(session.asked.map((one) => [one.itemId, one.points]));
  const answers = pool
    .filter((item) => asked.has(item.id))
    .map(({ id, parameters }) => ({ parameters, points: asked.get(id) }));
  const { theta } = textbookEap(answers);
  const ranked = pool
    .filter((item) => !asked.has(item.id))
    .map((item) => ({ id: item.id, information: textbookInformation(item.parameters, theta) }))
    .sort((x, y) => y.information - x.information);
  return ranked[0].id;
}

function textbookEap(answers) {
  const nodes = Array.from({ length: 61 }, (_, k) => -6 + k / 5);
  const weights = nodes.map((theta) =>
    answers.reduce(
      (product, { parameters, points }) => {
        const p = textbookProbability(parameters, theta);
        return product * (points === 1 ? p : 1 - p);
      },
      Math.exp((-theta * theta) / 2),
    ),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const theta = nodes.reduce((total, node, k) => total + node * weights[k], 0) / sum;
  const variance = nodes.reduce((total, node, k) => total + (node - theta) ** 2 * weights[k], 0) / sum;
  return { theta, standardError: Math.sqrt(variance) };
}

function textbookProbability({ a, b, c = 0, d = 1 }, theta) {
  return c + (d - c) / (1 + Math.exp(-a * (theta - b)));
}

function textbookInformation(item, theta) {
  const { a, c = 0, d = 1 } = item;
  const p = textbookProbability(item, theta);
  const slope = (a * (p - c) * (d - p)) / (d - c);
  return (slope * slope) / (p * (1 - p));
}

function wholeTest(core, pool, next, seed) {
  const byId = new Map(pool.map((item) => [item.id, item]));
  const asked = [];
  while (asked.length < 30) {
    const id = next({ asked: [...asked], elapsedSeconds: 0 }, pool, seed);
    const p = textbookProbability(byId.get(id).parameters, 0.4);
    asked.push({ itemId: id, points: core.u(seed, id) < p ? 1 : 0 });
  }
  return asked;
}

function makeBank({ normalDeviate, seeded }, size) {
  const random = seeded('bench steps');
  return Array.from({ length: size }, (_, i) => ({
    id: `i${i}`,
    skill: `s${i % 5}`,
    parameters: { a: Math.exp(0.3 * normalDeviate(random, 'a', i)), b: normalDeviate(random, 'b', i) },
  }));
}

function costOf(work, times, rounds) {
  // What nobody looks at is not computed: the results are put together, and the last one is looked at.
  let seen = 0;
  for (let i = 0; i < times; i += 1) seen = look(work(i), seen);
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i += 1) seen = look(work(i), seen);
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / times);
  }
  if (Number.isNaN(seen)) throw new Error('A result was not a number.');
  return Number(best.toPrecision(3));
}

function look(result, seen) {
  return seen + (typeof result === 'number' ? result : (result.theta ?? result.length));
}

function compare(ours, textbook) {
  return { ours, textbook, ratio: Number((textbook / ours).toFixed(1)) };
}

function mustAgree(ours, textbook) {
  const same = typeof ours === 'number' ? Math.abs(ours - textbook) < 1e-6 : ours === textbook;
  if (!same) throw new Error(`Results differ: ${ours} and ${textbook}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
  await build(root, (line) => console.error(line));
  const core = await import(path.join(root, 'dist/libs/assessment/src/index.js'));
  console.log(JSON.stringify(benchSteps(core), null, 2));
}
