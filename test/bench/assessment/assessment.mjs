// `npm run bench -- assessment`: what measuring costs, each row beside a textbook version in the same run.
import path from 'node:path';
import { say } from '../house.mjs';
import { root } from '../product.mjs';
import { benchEm } from './em.mjs';
import { benchSteps } from './steps.mjs';

/**
 * CPU time that each piece should take on one 2.5 GHz core. A version with typed arrays that was measured before ours was
 * written gives the aims: for the next item its selection and its EAP of 40 answers (14.3 + 7.4 µs for 500 items), for
 * that is what one step does. EAP, the next of 2,000 and the calibration have stricter aims of their own.
 */
const ROWS = [
  { key: 'information', name: 'information of one item', unit: 'ns', per: 1000, aim: 43 },
  { key: 'nextOf500', name: 'next item of 500 after 40 answers', unit: 'µs', per: 1, aim: 22 },
  { key: 'nextOf2000', name: 'next item of 2,000 after 40 answers', unit: 'µs', per: 1, aim: 60 },
  { key: 'nextOf10000', name: 'next item of 10,000 after 40 answers', unit: 'µs', per: 1, aim: 371 },
  { key: 'eap40', name: 'ability (EAP) from 40 answers', unit: 'µs', per: 1, aim: 5 },
  { key: 'wholeTestOf30', name: 'whole test of 30 items out of 500', unit: 'µs', per: 1, aim: 610 },
];
const round = (value) => Number(value.toPrecision(3));

/** Every row: `{ name, unit, ours, textbook, ratio, aim, ok }`; `ok` when none is slower than its aim. */
export async function benchAssessment() {
  const core = await import(path.join(root, 'dist/libs/assessment/src/index.js'));
  say('one step of an adaptive test');
  const steps = benchSteps(core);
  const list = ROWS.map(({ key, name, unit, per, aim }) => {
    const { ours, textbook, ratio, oursInSecureExam } = steps[key];
    const row = { name, unit, ours: round(ours * per), textbook: round(textbook * per), ratio, aim };
    const secure = oursInSecureExam === undefined ? {} : { oursInSecureExam: round(oursInSecureExam * per) };
    return { ...row, ...secure, ok: row.ours <= aim };
  });
  say('calibration of 5,000 people x 60 items (the textbook takes a while)');
  const { cpuSeconds, ratio, ...em } = benchEm(core);
  const { ours, textbook, aim, oursWithStandardErrors } = cpuSeconds;
  const { people, items, steps: emSteps, largestDifference } = em;
  list.push({
    name: `2PL calibration by EM, ${people} people x ${items} items`,
    ...{ unit: 's', ours, textbook, ratio, aim, oursWithStandardErrors },
    ...{ steps: emSteps, largestDifference },
    ok: ours <= aim,
  });
  return { ok: list.every((row) => row.ok), cpuTime: list };
}
