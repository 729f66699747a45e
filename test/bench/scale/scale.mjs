// `npm run bench -- scale`: the work of a night and of a publication at an employer of 100,000.
import path from 'node:path';
import { newFolder, say, startDatabase, withCommands } from '../house.mjs';
import { root, withClient } from '../product.mjs';
import {
  CATEGORIES,
  drain,
  importPeople,
  openCompany,
  publishPolicy,
  timed,
  writeLedger,
} from './company.mjs';
import { employer, nextNight, ruleOf, SIX_IN_TEN } from './employer.mjs';
import * as floor from './floor-scale.mjs';

const PEOPLE = 100_000;
const POLICIES = 50;
const product = (file) => import(path.join(root, 'dist', file));

export async function benchScale() {
  const { urlFor } = await startDatabase(newFolder());
  return withClient(urlFor('postgres'), async (admin) => {
    await admin.query('CREATE DATABASE company');
    const url = urlFor('company');
    await openCompany(url);
    const people = employer(PEOPLE);
    const rows = [];
    const add = (row) => {
      const full = {
        ...row,
        ratio: Number((row.ours / row.floor).toFixed(1)),
        ok: row.must === undefined || row.ours <= row.must,
      };
      rows.push(full);
      say(JSON.stringify(full));
    };
    await withCommands(url, async (context) => {
      const first = await timed('import of everybody', () => importPeople(context, people));
      mustBeApplied(first.value);
      await timed('what follows', () => drain(context));
      const ledger = await timed('ledger of five years', () => writeLedger(context));
      say(`${ledger.value} lines`);
      for (let index = 0; index < POLICIES; index += 1)
        await publishPolicy(context, {
          title: `Policy ${index}`,
          category: CATEGORIES[index % 8],
          rule: ruleOf(index),
        });
      await timed('requirements of 50 policies', () => drain(context));
      await withClient(url, (client) => client.query('VACUUM ANALYZE'));
      add(await nothingChanged(context, url));
      add(await night(context, url, people));
      add(await publication(context, url));
      add(await verification(context, url));
    });
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    return {
      ok: rows.every(({ ok }) => ok) && megabytes <= 1024,
      scale: rows,
      memory: { megabytes, must: 1024 },
    };
  });
}

/** Row 12: the nightly evaluation of everybody, when nothing is different. */
async function nothingChanged(context, url) {
  const { Dispatcher } = await product('libs/kernel/src/index.js');
  const { Temporal } = await import('temporal-polyfill');
  const run = () => context.get(Dispatcher).runSchedule('policies.evaluate', { now: Temporal.Now.instant() });
  await run();
  const { seconds, value } = await timed('nothing changed', run);
  if (value.changed > 0) throw new Error(`The second look changed ${value.changed}.`);
  return {
    row: 12,
    name: '50 rules x 100,000 people, nothing changed',
    unit: 's',
    must: 30,
    aim: 5,
    ours: seconds,
    floor: await floor.nothingChanged(url),
  };
}

/** Row 10: tonight's file, looked at and then applied. */
async function night(context, url, people) {
  const file = nextNight(people);
  const { seconds } = await timed('nightly file', async () => {
    await importPeople(context, file, { dryRun: true });
    mustBeApplied(await importPeople(context, file));
  });
  await timed('what follows', () => drain(context));
  return {
    row: 10,
    name: '100,000-row file, 1 % changed: dry run and apply',
    unit: 's',
    must: 10,
    aim: 2,
    ours: seconds,
    floor: await floor.night(url, file),
  };
}

/** A policy for six in ten is put into force, and its requirements are there. */
async function publication(context, url) {
  const { seconds } = await timed('publication', async () => {
    await publishPolicy(context, { title: 'For six in ten', category: 'H', rule: SIX_IN_TEN });
    await drain(context);
  });
  const asked = await withClient(url, async (client) =>
    Number(
      (
        await client.query(
          "SELECT count(*) AS n FROM requirement r JOIN policy_version v ON v.policy_id = r.policy_id AND v.title_en = 'For six in ten'",
        )
      ).rows[0].n,
    ),
  );
  const floorSeconds = await floor.publication(url);
  return {
    name: `policy for ${asked} people, each with date, reason, event and audit`,
    unit: 's',
    ours: seconds,
    floor: floorSeconds,
    each: { milliseconds: Number(((1000 * seconds) / asked).toFixed(3)), row: 11, must: 0.09, aim: 0.022 },
  };
}

/** The whole ledger replayed. */
async function verification(context, url) {
  const { Db } = await product('libs/kernel/src/index.js');
  const { verifyLedger } = await product('libs/licences/src/index.js');
  const { seconds, value } = await timed('ledger verify', () =>
    context.get(Db).transaction((tx) => verifyLedger(tx)),
  );
  if (!value.ok) throw new Error(`The ledger does not hold: ${JSON.stringify(value.faults.slice(0, 3))}`);
  return {
    name: `ledger of ${value.lines} lines verified: chain, replay, rows`,
    unit: 's',
    ours: seconds,
    floor: await floor.verification(url),
  };
}

function mustBeApplied(run) {
  if (run.state !== 'applied')
    throw new Error(`The import ended as ${run.state}: ${JSON.stringify(run).slice(0, 600)}`);
}
