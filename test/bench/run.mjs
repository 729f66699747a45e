// `npm run bench -- <word>`: one JSON object on standard output, progress on standard error; ends with 1 when a "must" is missed.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { build } from '../../apps/cli/launch/build.mjs';
import { benchAssessment } from './assessment/assessment.mjs';
import { cleanUp, say } from './house.mjs';
import { benchLicences } from './licences.mjs';
import { benchMails } from './mails/mails.mjs';
import { root } from './product.mjs';
import { benchQuiz } from './quiz/quiz.mjs';
import { benchSearch } from './search.mjs';
import { benchScale } from './scale/scale.mjs';
import { benchWhole } from './whole.mjs';

const BENCHES = {
  whole: benchWhole,
  quiz: benchQuiz,
  licences: benchLicences,
  mails: benchMails,
  assessment: benchAssessment,
  scale: benchScale,
  search: benchSearch,
};

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    people: { type: 'string' },
  },
  allowPositionals: true,
});
const [word = 'whole'] = positionals;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));

async function main() {
  const bench = BENCHES[word];
  if (!bench) throw new Error(`There is no bench "${word}": choose of ${Object.keys(BENCHES).join(', ')}.`);
  await build(root, say);
  const rounds = Number(values.rounds);
  // A load above zero before we start is other people's work, and makes every figure worse.
  const machine = { cores: os.availableParallelism(), loadBefore: Number(os.loadavg()[0].toFixed(1)) };
  const result = await bench({
    rounds,
    ...(values.people && { people: Number(values.people) }),
    wanted: (name) => !values.only || values.only.split(',').includes(name),
  });
  console.log(JSON.stringify({ ...result, machine }, null, 2));
  return result.ok ? 0 : 1;
}

main()
  .catch((error) => {
    console.error(error);
    return 1;
  })
  .then(async (code) => {
    await cleanUp();
    process.exit(code);
  });
