// `npm run check`: every rule of the house, one step after the other, all of them errors.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const bin = (name) => `node_modules/.bin/${name}`;

const STEPS = [
  ['format', bin('prettier'), '--check', '--log-level', 'warn', '.'],
  ['types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  [
    'lint',
    bin('eslint'),
    '--max-warnings',
    '0',
    '--cache',
    '--cache-location',
    'node_modules/.cache/eslint',
    '.',
  ],
  [
    'boundaries',
    bin('depcruise'),
    '--config',
    'test/architecture/dependency-cruiser.config.mjs',
    '--output-type',
    'err',
    'apps',
    'libs',
    'migrations',
  ],
  ['unused', bin('knip'), '--no-progress'],
  ['content', process.execPath, 'apps/cli/cli.mjs', 'content', 'check'],
  [
    'words, schema, declarations',
    bin('jest'),
    '--config',
    'test/jest.config.mjs',
    '--silent',
    '--ci',
    'test/architecture',
    '--testPathIgnorePatterns',
    'rules.spec',
  ],
];

const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, command, ...args] of STEPS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}\n${stderr}`.trim());
  }
}
process.exit(failed === 0 ? 0 : 1);
