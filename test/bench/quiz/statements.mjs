// How many SQL statements a step takes, counted where they arrive: in the log of the bench's own database server.
import fs from 'node:fs';
import path from 'node:path';
import { postmaster, withClient } from '../product.mjs';

const WEB = /^<vaardig-web> LOG: {2}(?:statement|execute)/gm;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Lets the server log every statement while `work(count)` runs; `await count(step)` gives the statements of one step. */
export async function withStatementLog(url, work) {
  const { folder } = await postmaster(url);
  const log = path.join(path.dirname(folder), 'server.log');
  const set = (...commands) =>
    withClient(url, async (client) => {
      for (const command of [...commands, 'SELECT pg_reload_conf()']) await client.query(command);
      // Every backend reads the new setting before its next statement, but not in this very moment.
      await pause(500);
    });
  await set("ALTER SYSTEM SET log_line_prefix = '<%a> '", "ALTER SYSTEM SET log_statement = 'all'");
  try {
    return await work(async (step) => {
      const before = fs.statSync(log).size;
      await step();
      await pause(50);
      return (fs.readFileSync(log).subarray(before).toString().match(WEB) ?? []).length;
    });
  } finally {
    await set('ALTER SYSTEM RESET log_line_prefix', 'ALTER SYSTEM RESET log_statement');
  }
}
