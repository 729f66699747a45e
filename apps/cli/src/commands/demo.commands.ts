import { Db, one } from '#kernel';
import { emptyDatabase, loadDemo, publishCourses } from '../demo.js';
import { UsageError } from '../usage-error.js';
import type { Command } from './command.js';

const demoReset: Command = {
  name: 'demo reset',
  usage: 'demo reset',
  description: 'Empty the demo’s database and load the demo company anew (demo mode only).',
  async run({ context }) {
    if (!context.config.demo) throw new UsageError('Only a demo can be reset (DEMO=on).');
    const db = context.get(Db);
    await emptyDatabase(db);
    await publishCourses(context);
    await loadDemo(context, (line) => process.stderr.write(`${line}\n`));
    const people = await one<{ n: number }>(db.read, 'SELECT count(*)::int AS n FROM person');
    return { text: `The demo starts anew with ${people?.n} people.`, json: { people: people?.n } };
  },
};

export const DEMO_COMMANDS: readonly Command[] = [demoReset];
