import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Db, dumpSchema, projectRoot } from '#kernel';
import { migrate } from '../migrate.js';
import type { Command } from './command.js';

const schemaDump: Command = {
  name: 'schema dump',
  usage: 'schema dump',
  description: 'Bring the database to today and write migrations/schema.sql from it.',
  async run({ context }) {
    await migrate(context.config, () => undefined);
    const text = await dumpSchema(context.get(Db).read);
    await writeFile(path.join(projectRoot(), 'migrations', 'schema.sql'), text);
    return { text: 'migrations/schema.sql is fresh', json: { bytes: text.length } };
  },
};

export const SCHEMA_COMMANDS: readonly Command[] = [schemaDump];
