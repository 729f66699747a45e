// Puts the large employer into a database, through the product's own doors: import, policies, ledger.
import path from 'node:path';
import { cpuOf, sumOf } from '../cpu.mjs';
import { say, withCommands } from '../house.mjs';
import { environment, root, withClient } from '../product.mjs';
import { employer, fileOf, random } from './employer.mjs';
import { watchMemory } from './memory.mjs';

// C is left out: the courses have one of their own, which needs A.
export const CATEGORIES = ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'I'];
const YEARS = 5;
const product = (file) => import(path.join(root, 'dist', file));

/** HR on the command line. */
export async function systemActor() {
  return (await product('libs/kernel/src/index.js')).systemActor('bench');
}

/** An empty database with courses, and categories beside A that ask what A asks. */
export async function openCompany(url) {
  const { prepare } = await product('apps/cli/src/prepare.js');
  await prepare(environment({ DATABASE_URL: url, DEMO: 'off', LOG_LEVEL: 'error' }), say);
  await withCommands(url, async (context) => {
    const { Db } = await product('libs/kernel/src/index.js');
    for (const category of CATEGORIES.slice(1)) await context.get(Db).read.query(COPY_CATEGORY, [category]);
  });
}

const COPY_CATEGORY = `
  INSERT INTO category_version (id, version, publication, status, hash, body)
  SELECT $1, version, publication, status, hash || $1, jsonb_set(body, '{category}', to_jsonb($1::text))
  FROM category_version v WHERE id = 'A'`;

/** Seconds of one piece of work, and the processor seconds of product and database together; told as it goes, with the memory it took. */
export async function timed(name, work, { database }) {
  const roots = { product: process.pid, database };
  const memory = watchMemory({ product: process.pid });
  const before = sumOf(cpuOf(roots));
  const began = performance.now();
  const value = await work();
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  const cpu = Number(((sumOf(cpuOf(roots)) - before) / 1000).toFixed(2));
  say(`${name}: ${seconds} s (${cpu} s of CPU, ${memory.end().megabytes} MB)`);
  return { seconds, cpu, value };
}

/** Brings a file in, as the command line does: looked at only, or applied at once. */
export async function importFile(context, bytes, { dryRun = false, source = 'bench' } = {}) {
  const { ImportsService } = await product('libs/people/src/index.js');
  const input = { bytes, fileName: 'company.csv', source, actor: await systemActor() };
  return context.get(ImportsService).importFile({ ...input, dryRun, leaveBroken: true });
}

/** A source whose files hold changes only: who is missing from them has not left. */
export async function partialSource(context, name) {
  const { ImportSources } = await product('libs/people/src/import-sources.js');
  const nobody = employer(1).slice(0, 1);
  await importFile(context, fileOf(nobody), { source: name, dryRun: true });
  const sources = context.get(ImportSources);
  const actor = await systemActor();
  const { id } = (await sources.list(actor)).find((each) => each.name === name);
  const columns = { preset: null, dates: 'day', endsAfter: 1, mapping: {} };
  await sources.set(actor, id, { ...columns, feed: 'partial' });
}

export async function drain(context) {
  const { Dispatcher } = await product('libs/kernel/src/index.js');
  return context.get(Dispatcher).drain();
}

/** What the worker does when a policy was published, without the messages that follow from it. */
export async function evaluatePublished(context) {
  const { Db, Dispatcher } = await product('libs/kernel/src/index.js');
  const waiting = await context
    .get(Db)
    .read.query("SELECT id FROM outbox WHERE name = 'policy.published' AND published_at IS NULL");
  for (const { id } of waiting)
    await context
      .get(Dispatcher)
      .deliver({ kind: 'event', target: 'policies.evaluate-published', outboxId: id });
}

/** The one number that a statement gives. */
export function countOf(url, statement) {
  return withClient(url, async (client) => Number((await client.query(statement)).rows[0].n));
}

export function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

/** Somebody from HR: the last person of the file, who leads nobody. */
export async function hr(url) {
  const personId = await withClient(url, async (client) => {
    const { rows } = await client.query(HR);
    return rows[0].id;
  });
  const actor = { kind: 'person', personId, name: 'hr', grants: ['hr'], isManager: false };
  return { ...actor, language: 'nl', zone: 'Europe/Amsterdam' };
}
const HR = `
  WITH chosen AS (SELECT p.id FROM person p JOIN placement pl ON pl.person_id = p.id AND pl.valid @> current_date ORDER BY p.number DESC LIMIT 1),
  granted AS (INSERT INTO person_grant (person_id, granted, granted_at) SELECT id, 'hr', now() FROM chosen ON CONFLICT DO NOTHING)
  SELECT id FROM chosen`;

/** Publishes a policy and gives its id; requirements follow when the queue is drained. */
export async function publishPolicy(context, { title, category, rule }) {
  const { PoliciesService, draftOf } = await product('libs/policies/src/index.js');
  const policies = context.get(PoliciesService);
  const content = { title: { nl: title, en: title }, category, due: { afterJoining: 20 }, rule };
  const actor = { ...(await systemActor()) };
  const id = await policies.create(actor, draftOf(content));
  await policies.publish(actor, id);
  return id;
}

/**
 * Five years of ledger: month by month people pass, windows open, licences are renewed or end, decided and written by
 * the product's own rules.
 */
export async function writeLedger(context) {
  const { Db } = await product('libs/kernel/src/index.js');
  const db = context.get(Db);
  const people = (await db.read.query('SELECT id FROM person ORDER BY number')).map(({ id }) => id);
  const history = new History(
    people,
    await product('libs/licences/src/decisions.js'),
    await product('libs/licences/src/public-code.js'),
  );
  const { Temporal } = await import('temporal-polyfill');
  const today = Temporal.Now.plainDateISO();
  for (let month = YEARS * 12; month > 0; month -= 1) {
    const on = today.subtract({ months: month });
    const changes = history.month(on.toString());
    for (let start = 0; start < changes.length; start += CHUNK)
      await db.transaction((tx) => write(tx, on, changes.slice(start, start + CHUNK)));
  }
  // What the past told people then is no work for today; what it left behind in other tables is.
  await db.read.query('UPDATE outbox SET published_at = now() WHERE published_at IS NULL');
  await db.read.query(HOLDINGS);
}

const CHUNK = 5000;
const HOLDINGS = `
  INSERT INTO holding (person_id, category, state, valid_from, earned_on, valid_until, outbox_id)
  SELECT DISTINCT ON (person_id, category) person_id, category,
    CASE WHEN state IN ('valid', 'renewal', 'grace') THEN 'held' ELSE 'lost' END, valid_from, valid_from, valid_until, 1
  FROM licence ORDER BY person_id, category, last_seq DESC`;

async function write(tx, on, changes) {
  const { lockLedger } = await product('libs/licences/src/licences.queries.js');
  const { writeChanges } = await product('libs/licences/src/write-ledger.js');
  const at = on.toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: '10:00' }).toInstant();
  await writeChanges(tx, await systemActor(), await lockLedger(tx), at, changes);
}

/** Most people earn licence A, some of them others; six in ten renew each month that they may. */
class History {
  #held = new Map();
  #chance = random(5);

  constructor(people, decisions, codes) {
    Object.assign(this, { people, decisions, codes });
  }

  month(on) {
    return [...this.#moved(on), ...this.#earned(on)];
  }

  *#moved(on) {
    const { advance, passExam } = this.decisions;
    for (const [key, { licence, code }] of this.#held) {
      const { events, licence: moved } = advance(licence, on);
      const renews = ['renewal', 'grace'].includes(moved.state) && this.#chance() < 0.6;
      const passed = renews
        ? passExam({ open: moved, lastClosed: null }, this.#completion(on), TERMS, null)
        : { events: [], licence: moved };
      if (passed.licence.state === 'expired') this.#held.delete(key);
      else this.#held.set(key, { licence: passed.licence, code });
      if (events.length + passed.events.length > 0)
        yield { licence: passed.licence, events: [...events, ...passed.events], code };
    }
  }

  *#earned(on) {
    for (const [index, personId] of this.people.entries()) {
      if (this.#chance() >= 0.025) continue;
      const category = this.#chance() < 0.7 ? 'A' : CATEGORIES[1 + Math.floor(this.#chance() * 7)];
      const key = `${personId} ${category}`;
      if (this.#held.has(key)) continue;
      const code = this.#uuid().replaceAll('-', '');
      const identity = {
        licenceId: this.#uuid(),
        personId,
        category,
        number: `${category}-${on}-${index}`,
        codeDigest: this.codes.digestOf(code),
      };
      const { events, licence } = this.decisions.passExam(
        { open: null, lastClosed: null },
        this.#completion(on),
        TERMS,
        identity,
      );
      this.#held.set(key, { licence, code });
      yield { licence, events, code };
    }
  }

  #completion(on) {
    return { attemptId: this.#uuid(), on };
  }

  #uuid() {
    const hex = Array.from({ length: 4 }, () =>
      Math.floor(this.#chance() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

const TERMS = {
  rule: 'from-previous-expiry',
  months: 24,
  windowDays: 60,
  graceDays: 30,
  minActiveDays: 90,
  fixedOn: '12-31',
};
