import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dropTemplates, otherRuns } from './global-setup.mjs';

export default async function globalTeardown() {
  fs.rmSync(fileURLToPath(new URL(`../../.data/test/users/${process.pid}`, import.meta.url)), {
    force: true,
  });
  await dropTemplates(process.env.TEST_DATABASE_URL, (pid) => pid === process.pid);
  if (otherRuns().length === 0) await globalThis.stopTestPostgres?.();
}
