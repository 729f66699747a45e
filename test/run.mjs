// `npm test`: makes sure the machine has what the specs need, runs them all, and ends with "N passed, N failed".
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Programs that Debian has and npm has not: for the queue specs on Redis and for the browser journeys. */
const PROGRAMS = [
  {
    name: 'redis-server',
    packages: ['redis-server'],
    variable: 'REDIS_SERVER',
    places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server'],
  },
  {
    name: 'chromium',
    // The shell draws pages and no windows around them, for two thirds of the time; older Debians have none.
    packages: ['chromium-headless-shell', 'chromium'],
    variable: 'CHROMIUM',
    places: [
      '/usr/bin/chromium-headless-shell',
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ],
  },
];

const placeOf = ({ variable, places }) =>
  [process.env[variable], ...places].find((place) => place && fs.existsSync(place));

function installMissing() {
  const missing = PROGRAMS.filter((program) => !placeOf(program));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  console.log(`The specs need ${names.join(' and ')}; installing from Debian's packages.`);
  const apt = (...args) => {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    const [command, ...rest] = [
      ...sudo,
      'apt-get',
      '-y',
      '-q',
      '-o',
      'APT::Install-Recommends=false',
      ...args,
    ];
    return (
      spawnSync(command, rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0
    );
  };
  apt('update');
  for (const program of missing) program.packages.some((name) => apt('install', name));
  const absent = missing.filter((program) => !placeOf(program));
  if (absent.length > 0) {
    const hints = absent
      .map(({ name, variable }) => `${name} (or set ${variable} to where it is)`)
      .join(', ');
    console.error(
      `Not to be had here: ${hints}. Install it and run npm test again; nothing is skipped in silence.`,
    );
    process.exit(1);
  }
}

installMissing();
const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'vaardig-specs-')), 'report.json');
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(
  process.execPath,
  [
    // Loading a thousand modules for every file makes much that is short-lived: with more room for it a twentieth less work.
    '--max-semi-space-size=64',
    jest,
    '--config',
    'test/jest.config.mjs',
    '--json',
    `--outputFile=${report}`,
    '--silent',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
const result = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : undefined;
fs.rmSync(path.dirname(report), { recursive: true, force: true });
if (!result) {
  console.error('The specs did not run.');
  process.exit(1);
}
// A file that cannot even be loaded holds no failed test, yet it fails.
const broken = result.testResults.filter(
  ({ status: outcome, assertionResults }) =>
    outcome === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
).length;
const unrun = result.numPendingTests + result.numTodoTests;
const failed = result.numFailedTests + broken + unrun;
if (unrun > 0) console.error(`${unrun} specs were skipped: that counts as failed.`);
console.log(`${result.numPassedTests} passed, ${failed} failed`);
process.exit(status === 0 && failed === 0 && result.numPassedTests > 0 ? 0 : 1);
