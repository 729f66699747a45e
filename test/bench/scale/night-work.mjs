// What the command line and the worker do at an employer of 100,000: the company is made, then each piece is timed.
// A process of its own, so that its memory is its own: `fork` with { url, database, folder }, one message per row.
import fs from 'node:fs';
import path from 'node:path';
import { withCommands } from '../house.mjs';
import { root, withClient } from '../product.mjs';
import * as company from './company.mjs';
import { ruleOf, SIX_IN_TEN } from './employer.mjs';
import * as floor from './floor-scale.mjs';
import { haveMade } from './papers.mjs';
import { rowOf } from './rows.mjs';

const POLICIES = 50;
const product = (file) => import(path.join(root, 'dist', file));

/** Each piece of work in turn; `add` takes its row. */
async function work({ url, database, folder }, add) {
  const timed = (name, piece) => company.timed(name, piece, { database });
  await company.openCompany(url);
  await withCommands(url, async (context) => {
    const given = { context, url, timed, fileAt: (name) => path.join(folder, name) };
    const { value: run } = await timed('import of everybody', () =>
      company.importFile(context, fs.readFileSync(given.fileAt('first.csv'))),
    );
    mustBeApplied(run);
    await timed('what follows', () => company.drain(context));
    await timed('ledger of five years', () => haveMade('past', { url }));
    for (let index = 0; index < POLICIES; index += 1)
      await company.publishPolicy(context, {
        title: `Policy ${index}`,
        category: company.CATEGORIES[index % 8],
        rule: ruleOf(index),
      });
    await timed('requirements and messages of 50 policies', () => company.drain(context));
    await withClient(url, (client) => client.query('VACUUM ANALYZE'));
    for (const piece of [publication, nothingChanged, night, heldOnADay, exported, verification, digested])
      for (const row of await piece(given)) add(row);
  });
}

/** Row 12: the nightly evaluation of everybody, when nothing is different. */
async function nothingChanged({ context, url, timed }) {
  const { Dispatcher } = await product('libs/kernel/src/index.js');
  const { Temporal } = await import('temporal-polyfill');
  const run = () => context.get(Dispatcher).runSchedule('policies.evaluate', { now: Temporal.Now.instant() });
  await timed('first evaluation, dates too', run);
  const { seconds, cpu, value } = await timed('nothing changed', run);
  if (value.changed > 0) throw new Error(`The second look changed ${value.changed}.`);
  const name = '50 rules x everybody, nothing changed';
  const floorSeconds = await floor.nothingChanged(url, company.CATEGORIES);
  return [rowOf({ row: 12, name, unit: 's', must: 30, aim: 5, ours: seconds, floor: floorSeconds, cpu })];
}

/** Row 10: tonight's file, looked at and then applied. */
async function night({ context, url, timed, fileAt }) {
  const { seconds, cpu, value } = await timed('nightly file', async () => {
    const file = fs.readFileSync(fileAt('next.csv'));
    await company.importFile(context, file, { dryRun: true });
    const run = await company.importFile(context, file);
    mustBeApplied(run);
    return run.reading.rows;
  });
  await timed('what follows', () => company.drain(context));
  const name = `file of ${value}, 1 % changed: dry run and apply`;
  const floorSeconds = await floor.night(url, fileAt('next.tsv'));
  return [rowOf({ row: 10, name, unit: 's', must: 10, aim: 2, ours: seconds, floor: floorSeconds, cpu })];
}

/** Row 11: a policy for six in ten is put into force; then its messages are collected. */
async function publication({ context, url, timed }) {
  await company.publishPolicy(context, { title: 'For six in ten', category: 'H', rule: SIX_IN_TEN });
  const asked = await timed('publication', () => company.evaluatePublished(context));
  const told = await timed('its messages', () => company.drain(context));
  const people = await company.countOf(url, ASKED);
  const nudges = await company.countOf(url, TOLD);
  const requirements = rowOf({
    row: 11,
    name: `policy for ${people} people, each with date and reason, audit and events: a person`,
    ...{ unit: 'ms CPU', must: 0.09, aim: 0.022, seconds: asked.seconds },
    ours: (1000 * asked.cpu) / people,
    floor: (1000 * (await floor.publication(url))) / people,
  });
  const messages = rowOf({
    ...{ row: 14, name: `their ${nudges} messages collected: each`, unit: 'ms CPU', must: 0.3, aim: 0.1 },
    ...{ ours: (1000 * told.cpu) / nudges, seconds: told.seconds },
    floor: (1000 * (await floor.messages(url))) / nudges,
  });
  return [requirements, messages];
}
const OF_IT = `policy_version v ON v.policy_id = r.policy_id AND v.version = r.version AND v.title ->> 'en' = 'For six in ten'`;
const ASKED = `SELECT count(*) AS n FROM requirement r JOIN ${OF_IT}`;
const TOLD = `SELECT count(*) AS n FROM nudge n JOIN requirement r ON n.subject = 'requirement:' || r.id JOIN ${OF_IT}`;

/** Who held what on a day two years ago, everybody counted, and the first page by name. */
async function heldOnADay({ context, url, timed }) {
  const { HeldService } = await product('libs/licences/src/held.service.js');
  const actor = await company.hr(url);
  const on = company.daysAgo(730);
  const { seconds, cpu } = await timed('who held what', async () => {
    await context.get(HeldService).counts(actor, { on, limit: 50 });
    await context.get(HeldService).held(actor, { on, limit: 50 });
  });
  const name = 'who held what two years ago: numbers of all, and the first page';
  return [rowOf({ name, unit: 's', ours: seconds, floor: await floor.heldOn(url, on), cpu })];
}

/** The same of everybody as a file, made by the worker's job. */
async function exported({ context, url, timed }) {
  const { HeldService } = await product('libs/licences/src/held.service.js');
  const on = company.daysAgo(730);
  const id = await context.get(HeldService).askExport(await company.hr(url), { on, format: 'csv' });
  const { seconds, cpu } = await timed('export', () => company.drain(context));
  const { file } = await context.get(HeldService).exportFile(await company.hr(url), id);
  const name = `the same as a file of ${file.toString('utf8').split('\n').length - 2} lines, by the worker`;
  return [rowOf({ name, unit: 's', ours: seconds, floor: await floor.exported(url, on), cpu })];
}

/** The whole ledger replayed. */
async function verification({ context, url, timed }) {
  const { Db } = await product('libs/kernel/src/index.js');
  const { verifyLedger } = await product('libs/licences/src/index.js');
  const { seconds, cpu, value } = await timed('ledger verify', () =>
    context.get(Db).transaction((tx) => verifyLedger(tx)),
  );
  if (!value.ok) throw new Error(`The ledger does not hold: ${JSON.stringify(value.faults.slice(0, 3))}`);
  const name = `ledger of ${value.lines} lines verified: chain, replay, rows`;
  return [rowOf({ name, unit: 's', ours: seconds, floor: await floor.verification(url), cpu })];
}

/** The lines of leaders' first pages, for everybody of whom something changed since the company was made. */
async function digested({ context, url, timed }) {
  const { Dispatcher } = await product('libs/kernel/src/index.js');
  const { Temporal } = await import('temporal-polyfill');
  const refresh = () =>
    context.get(Dispatcher).runSchedule('digests.refresh', { now: Temporal.Now.instant() });
  const { seconds, cpu, value } = await timed('lines of first pages', refresh);
  const name = `lines of leaders' first pages, of ${value.seen} people at once`;
  return [rowOf({ name, unit: 's', ours: seconds, floor: await floor.digested(url), cpu })];
}

function mustBeApplied(run) {
  if (run.state !== 'applied')
    throw new Error(`The import ended as ${run.state}: ${JSON.stringify(run).slice(0, 600)}`);
}

process.once('message', (given) => {
  work(given, (row) => process.send(row)).then(
    () => process.disconnect(),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
