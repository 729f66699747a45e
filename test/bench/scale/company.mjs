// Puts the large employer into a database, through the product's own doors: import, policies, ledger.
import path from 'node:path';
import { say, withCommands } from '../house.mjs';
import { environment, root } from '../product.mjs';
import { employer, fileOf, random, ruleOf } from './employer.mjs';

export const CATEGORIES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const YEARS = 5;
const product = (file) => import(path.join(root, 'dist', file));

/** HR on the command line. */
export async function systemActor() {
  return (await product('libs/kernel/src/index.js')).systemActor('bench');
}

/** An empty database with courses, and categories B to H that ask what A asks. */
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

/** Seconds of one piece of work, told as it goes. */
export async function timed(name, work) {
  const began = performance.now();
  const value = await work();
  const seconds = Number(((performance.now() - began) / 1000).toFixed(2));
  say(`${name}: ${seconds} s`);
  return { seconds, value };
}

/** Brings the file in and lets listeners finish. */
export async function importPeople(context, people, { dryRun = false } = {}) {
  const { ImportsService } = await product('libs/people/src/index.js');
  const input = {
    bytes: fileOf(people),
    fileName: 'company.csv',
    source: 'bench',
    actor: await systemActor(),
  };
  return context.get(ImportsService).importFile({ ...input, dryRun, leaveBroken: true });
}

export async function drain(context) {
  const { Dispatcher } = await product('libs/kernel/src/index.js');
  return context.get(Dispatcher).drain();
}

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
 * the product's own rules. Gives how many lines it became.
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
  // What the past told people then is no work for today.
  await db.read.query('UPDATE outbox SET published_at = now() WHERE published_at IS NULL');
  return Number((await db.read.query('SELECT count(*) AS n FROM licence_change'))[0].n);
}

const CHUNK = 5000;

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
