// Changes of team, brought in as the command line does, in a process of its own. `fork` with { url, folder }; sends how
// many seconds each took until the worker had dealt with it.
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { withCommands } from '../house.mjs';
import { countOf, importFile } from './company.mjs';
import { DESK, moverFiles } from './papers.mjs';

const PATIENCE_MILLISECONDS = 60_000;
const WAITING = `
  SELECT count(*) AS n FROM outbox o WHERE o.name = 'person.changed' AND NOT EXISTS (
    SELECT 1 FROM handled h WHERE h.outbox_id = o.id AND h.listener = 'policies.evaluate-changed')
  AND o.id > (SELECT max(id) - 1000 FROM outbox)`;

async function moveAll(context, { url, folder }) {
  const times = [];
  for (const file of moverFiles(folder)) {
    const run = await importFile(context, fs.readFileSync(file), { source: DESK });
    const began = performance.now();
    if (run.state !== 'applied' || run.result?.counts.moves !== 1)
      throw new Error(`Nobody moved: ${JSON.stringify(run.result?.counts)}`);
    while ((await countOf(url, WAITING)) > 0) {
      if (performance.now() - began > PATIENCE_MILLISECONDS)
        throw new Error('The queue did not come to the move.');
      await pause(20);
    }
    times.push((performance.now() - began) / 1000);
  }
  return times;
}

process.once('message', async (given) => {
  process.send(await withCommands(given.url, (context) => moveAll(context, given)));
  process.disconnect();
});
