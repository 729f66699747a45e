import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

/** The environment, with `.env` filling what is not set. */
export function loadEnvironmentFile(root) {
  const file = path.join(root, '.env');
  const own = fs.existsSync(file) ? parseEnv(fs.readFileSync(file, 'utf8')) : {};
  return { ...own, ...process.env };
}
