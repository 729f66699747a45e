// `npm run bench -- licences`: the clock moves ten thousand licences (status, dates, ledger, audit, events), row 16.
import path from 'node:path';
import { companyFile } from './bulk.mjs';
import { cpuOf, median, sumOf } from './cpu.mjs';
import { newFolder, say, startDatabase, withCommands } from './house.mjs';
import { environment, root, withClient } from './product.mjs';

const LICENCES = 10_000;
const product = (file) => import(path.join(root, 'dist', file));

/** Seconds and CPU of one sweep, every round on a copy of the same company; the floor is the same in plain SQL. */
export async function benchLicences({ rounds }) {
  const { urlFor, database } = await startDatabase(newFolder());
  return withClient(urlFor('postgres'), async (admin) => {
    await admin.query('CREATE DATABASE company');
    const url = urlFor('company');
    const { prepare } = await product('apps/cli/src/prepare.js');
    await prepare(environment({ DATABASE_URL: url, DEMO: 'off', LOG_LEVEL: 'error' }), say);
    await withCommands(url, giveLicences);
    await withClient(url, (client) => client.query('ANALYZE'));
    const shared = { urlFor, admin, database, rounds: Math.min(rounds, 3) };
    const ours = await measureSweep({ ...shared, sweep: sweepOurs });
    say(`licences: ${JSON.stringify(ours)}`);
    const floor = await measureSweep({ ...shared, sweep: sweepFloor });
    const row = {
      ...{ row: 16, name: '10,000 licences moved by the clock', unit: 's', must: 5, aim: 2 },
      ...{ ours: ours.seconds, floor: floor.seconds },
      ratio: Number((ours.seconds / floor.seconds).toFixed(1)),
      cpuMillisecondsEach: { ours: ours.cpu, floor: floor.cpu },
    };
    return { ok: row.ours <= row.must, licences: [{ ...row, ok: row.ours <= row.must }] };
  });
}

/** One person earns a licence through exam and listener; all others get the same row. */
async function giveLicences(context) {
  const { Db, Dispatcher, publish, systemActor } = await product('libs/kernel/src/index.js');
  const { ImportsService } = await product('libs/people/src/index.js');
  const { examPassed } = await product('libs/events/src/index.js');
  const input = { bytes: companyFile(LICENCES), fileName: 'company.csv', source: 'bench' };
  await context.get(ImportsService).importFile({ ...input, actor: systemActor('bench'), dryRun: false });
  const db = context.get(Db);
  const [first] = await db.read.query('SELECT id FROM person ORDER BY number LIMIT 1');
  const passed = {
    ...{ attemptId: '01990000-0000-7000-8000-000000000001', personId: first.id, category: 'A' },
    ...{ decidedAt: new Date().toISOString(), renewal: false },
  };
  await db.transaction((tx) => publish(tx, examPassed(passed)));
  await context.get(Dispatcher).drain();
  await db.read.query(COPY_LICENCES);
}

const COPY_LICENCES = `
  INSERT INTO licence (person_id, category, number, state, issued_on, granted_on, valid_from, valid_until, renewal_opens_on,
    grace_until, anchor_day, terms, periods, next_change_on, last_seq)
  SELECT p.id, l.category, 'COPY-' || p.number, l.state, l.issued_on, l.granted_on, l.valid_from, l.valid_until,
    l.renewal_opens_on, l.grace_until, l.anchor_day, l.terms, l.periods, l.next_change_on, l.last_seq
  FROM licence l CROSS JOIN person p WHERE p.id <> l.person_id`;

/** Seconds and CPU milliseconds a licence, each the middle of the rounds. */
async function measureSweep({ urlFor, admin, database, rounds, sweep }) {
  const seconds = [];
  const cpu = [];
  for (let round = 0; round < rounds; round += 1) {
    await admin.query('DROP DATABASE IF EXISTS sweep');
    await admin.query('CREATE DATABASE sweep TEMPLATE company');
    await sweep(urlFor('sweep'), async (work) => {
      const roots = { sweeper: process.pid, database };
      const before = sumOf(cpuOf(roots));
      const began = performance.now();
      await work();
      seconds.push((performance.now() - began) / 1000);
      cpu.push((sumOf(cpuOf(roots)) - before) / LICENCES);
    });
    await withClient(urlFor('sweep'), mustHaveMoved);
  }
  return { seconds: Number(median(seconds).toFixed(2)), cpu: Number(median(cpu).toFixed(3)) };
}

async function sweepOurs(url, time) {
  const { Db, Dispatcher } = await product('libs/kernel/src/index.js');
  const { Temporal } = await import('temporal-polyfill');
  await withCommands(url, async (context) => {
    const found = await context.get(Db).read.query('SELECT max(renewal_opens_on)::text AS day FROM licence');
    const now = Temporal.Instant.from(`${found[0].day}T12:00:00Z`);
    await time(() => context.get(Dispatcher).runSchedule('licences.sweep', { now }));
  });
}

/** The same rows in four statements, without rules and without a chain of hashes. */
async function sweepFloor(url, time) {
  await withClient(url, (client) =>
    time(async () => {
      for (const statement of ['BEGIN', ...FLOOR_STATEMENTS, 'COMMIT']) await client.query(statement);
    }),
  );
}

const FLOOR_STATEMENTS = [
  "UPDATE licence SET state = 'renewal', next_change_on = valid_until + 1",
  `INSERT INTO licence_change (seq, licence_id, person_id, kind, event, actor, at, prev_hash, hash)
   SELECT 1000 + row_number() OVER (), id, person_id, 'renewal-opened', jsonb_build_object('kind', 'renewal-opened', 'on', renewal_opens_on),
     'system:floor', now(), repeat('0', 64), repeat('0', 64) FROM licence`,
  `INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_type, subject_id, changes)
   SELECT now(), 'system', 'floor', 'licence.renewal-opened', 'licence', id::text, jsonb_build_object('category', category, 'state', state) FROM licence`,
  `INSERT INTO outbox (kind, name, payload) SELECT 'event', 'licence.renewal-opened',
     jsonb_build_object('licenceId', id, 'personId', person_id, 'category', category) FROM licence`,
];

async function mustHaveMoved(client) {
  const { rows } = await client.query("SELECT count(*)::int AS moved FROM licence WHERE state = 'renewal'");
  if (rows[0].moved !== LICENCES) throw new Error(`${rows[0].moved} licences moved instead of ${LICENCES}.`);
}
