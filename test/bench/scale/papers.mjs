// What the bench itself makes up for the large employer, in a process of its own, so that no process of the product holds it:
// HR's files, the same lines for the floor, where they come from, and five years of licences. `fork` with { task, ... }; ends with 0 when it is done.
import fs from 'node:fs';
import path from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withCommands } from '../house.mjs';
import { partialSource, writeLedger } from './company.mjs';
import { employer, fileOf, nextNight } from './employer.mjs';

const HERE = fileURLToPath(import.meta.url);
/** Where the changes of team come from. */
export const DESK = 'Desk';
/** So many people change team while somebody waits. */
const MOVERS = 5;

const TASKS = {
  /** `first.csv`, `next.csv` of a night later, `next.tsv` for the floor, and `mover-0.csv` and on. */
  files({ folder, people: count }) {
    const write = (name, content) => fs.writeFileSync(path.join(folder, name), content);
    const people = employer(count);
    write('first.csv', fileOf(people));
    const next = nextNight(people);
    write('next.csv', fileOf(next));
    const line = ({ number, team, boss, job, hours }) => `${[number, team, boss, job, hours].join('\t')}\n`;
    write('next.tsv', next.map(line).join(''));
    for (let index = 0; index < MOVERS; index += 1) {
      const { team, boss } = people.at(-2000 - 97 * index);
      write(`mover-${index}.csv`, fileOf([{ ...people.at(-1 - index), team, boss }]));
    }
  },
  past: ({ url }) => withCommands(url, writeLedger),
  /** Before HR says that its files hold changes only, one line reads as 99,999 people who left. */
  source: ({ url }) => withCommands(url, (context) => partialSource(context, DESK)),
};

/** Has a task done, and waits for it. */
export async function haveMade(task, given) {
  const child = fork(HERE, [], { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ ...given, task });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Making the ${task} ended with ${code}.`);
}

/** The files of movers, in their order. */
export const moverFiles = (folder) =>
  Array.from({ length: MOVERS }, (_, index) => path.join(folder, `mover-${index}.csv`));

if (process.argv[1] === HERE) {
  process.once('message', async ({ task, ...given }) => {
    await TASKS[task](given);
    process.exit(0);
  });
}
