// Work by the ten thousand: HR's file into an empty company, and messages through the real queue to all of them.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { WORKER_ARGUMENTS } from '../../apps/cli/launch/processes.mjs';
import { measure } from './cpu.mjs';
import { environment, root, withClient } from './product.mjs';

const PEOPLE = 10_000;
/** Files until the importer runs compiled code, as the worker does after its first Monday. */
const WARM_UP_FILES = 2;
const product = (file) => import(path.join(root, 'dist', file));

/** A file as HR's system writes it, with people whom nobody knows yet; nobody has e-mail, so messages stay in the app. */
export function companyFile(people = PEOPLE) {
  const demo = fs.readFileSync(path.join(root, 'libs', 'people', 'demo', 'demo-nv.csv'), 'latin1');
  const header = demo.slice(0, demo.indexOf('\r\n')).replace('\uFEFF', '').split(';');
  const sites = [
    ['Amsterdam', 'Nederland', 'Europe/Amsterdam'],
    ['Rotterdam', 'Nederland', 'Europe/Amsterdam'],
  ];
  const lines = Array.from({ length: people }, (_, index) => {
    const team = index % 100;
    const [Locatie, Land, Tijdzone] = sites[index % sites.length];
    const cells = {
      Personeelsnummer: String(20_000 + index),
      Roepnaam: `Voornaam${index % 500}`,
      Achternaam: `Achternaam${index}`,
      Taal: index % 3 === 0 ? 'en' : 'nl',
      'In dienst': `${String(1 + (index % 28)).padStart(2, '0')}-0${1 + (index % 9)}-20${10 + (index % 15)}`,
      Contract: 'Vast',
      'Uren per week': index % 4 === 0 ? '24' : '36',
      Werkdagen: 'ma di wo do vr',
      Nachtdienst: 'nee',
      Functie: `Functie ${index % 60}`,
      Afdelingscode: `T${team}`,
      Afdeling: `Team ${team}`,
      'Valt onder': team === 0 ? '' : 'T0',
      Leidinggevende: index < 100 ? '' : String(20_000 + team),
      ...{ Locatie, Land, Tijdzone },
    };
    return header.map((column) => cells[column] ?? '').join(';');
  });
  return Buffer.from(`${[header.join(';'), ...lines].join('\r\n')}\r\n`, 'latin1');
}

/** Row 9: dry run, then apply, as the import page and the command line do. Every round in an empty company of its own. */
export async function benchImport({ urlFor, admin, database, rounds, say }) {
  const { prepare } = await product('apps/cli/src/prepare.js');
  const { CommandContext } = await product('apps/cli/src/context.js');
  const { ImportsService } = await product('libs/people/src/index.js');
  const { systemActor } = await product('libs/kernel/src/index.js');
  await admin.query('CREATE DATABASE bench_empty');
  await prepare(environment({ DATABASE_URL: urlFor('bench_empty'), DEMO: 'off', LOG_LEVEL: 'error' }), say);
  const bytes = companyFile();
  const input = { bytes, fileName: 'company.csv', source: 'bench', actor: systemActor('bench') };
  let context;
  const ours = await measure({
    rounds,
    warmUp: WARM_UP_FILES,
    calm: false,
    roots: { importer: process.pid, database },
    prepare: async (round) => {
      await context?.close();
      await admin.query(`CREATE DATABASE bench_${round} TEMPLATE bench_empty`);
      context = await CommandContext.open(
        environment({ DATABASE_URL: urlFor(`bench_${round}`), DEMO: 'off', LOG_LEVEL: 'error' }),
      );
    },
    work: async () => {
      const imports = context.get(ImportsService);
      await imports.importFile({ ...input, dryRun: true });
      const done = await imports.importFile({ ...input, dryRun: false });
      if (done.state !== 'applied')
        throw new Error(`The import ended as ${done.state}: ${JSON.stringify(done).slice(0, 800)}`);
      return PEOPLE;
    },
  });
  await context.close();
  return { ours, database: `bench_${WARM_UP_FILES + rounds - 1}` };
}

/** The same rows, parsed and checked by PostgreSQL alone. */
export async function floorImport({ urlFor, admin, database, rounds }) {
  const { from } = (await import('pg-copy-streams')).default;
  await admin.query('CREATE DATABASE floor_import');
  return withClient(urlFor('floor_import'), async (client) => {
    const rows = companyFile().toString('latin1').split('\r\n').slice(1, -1);
    return measure({
      rounds,
      warmUp: WARM_UP_FILES,
      calm: false,
      roots: { importer: process.pid, database },
      prepare: () => client.query(IMPORT_TABLES),
      work: async () => {
        await client.query('BEGIN');
        await new Promise((resolve, reject) => {
          const stream = client.query(from("COPY staging FROM STDIN (FORMAT csv, DELIMITER ';')"));
          stream.on('finish', resolve).on('error', reject);
          stream.end(`${rows.join('\n')}\n`);
        });
        for (const statement of IMPORT_STATEMENTS) await client.query(statement);
        await client.query('COMMIT');
        return PEOPLE;
      },
    });
  });
}

const IMPORT_TABLES = `
  DROP TABLE IF EXISTS staging, person, employment, placement, audit, outbox;
  CREATE UNLOGGED TABLE staging (${Array.from({ length: 24 }, (_, index) => `c${index + 1} text`).join(', ')});
  CREATE TABLE person (id uuid PRIMARY KEY DEFAULT uuidv7(), number text NOT NULL UNIQUE, given_name text, family_name text, sort_name text, language text, created_at timestamptz DEFAULT now());
  CREATE TABLE employment (id uuid PRIMARY KEY DEFAULT uuidv7(), person_id uuid NOT NULL REFERENCES person, valid daterange NOT NULL, contract text);
  CREATE INDEX ON employment USING gist (valid);
  CREATE TABLE placement (id uuid PRIMARY KEY DEFAULT uuidv7(), person_id uuid NOT NULL REFERENCES person, employment_id uuid NOT NULL REFERENCES employment, valid daterange NOT NULL, job text, team text, site text, manager_id uuid REFERENCES person, weekly_hours numeric, working_days smallint[]);
  CREATE INDEX ON placement (person_id);
  CREATE INDEX ON placement (manager_id);
  CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz DEFAULT now(), action text, subject uuid, changes jsonb);
  CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, payload jsonb);`;
const IMPORT_STATEMENTS = [
  'INSERT INTO person (number, given_name, family_name, sort_name, language) SELECT c1, c2, c4, lower(c4), c6 FROM staging',
  `INSERT INTO employment (person_id, valid, contract) SELECT p.id, daterange(to_date(s.c7, 'DD-MM-YYYY'), NULL), s.c9 FROM staging s JOIN person p ON p.number = s.c1`,
  `INSERT INTO placement (person_id, employment_id, valid, job, team, site, manager_id, weekly_hours, working_days)
   SELECT p.id, e.id, e.valid, s.c13, s.c15, s.c18, m.id, s.c10::numeric, '{1,2,3,4,5}' FROM staging s JOIN person p ON p.number = s.c1 JOIN employment e ON e.person_id = p.id LEFT JOIN person m ON m.number = s.c21`,
  `INSERT INTO audit (action, subject, changes) SELECT 'person.joined', id, '{"import": "floor"}' FROM person`,
  `INSERT INTO outbox (name, payload) SELECT 'person.changed', jsonb_agg(id) FROM (SELECT id, row_number() OVER () / 1000 AS part FROM person) p GROUP BY part`,
];

/** Row 14: announcements to everybody, through outbox, relay and worker, then made into messages. */
export async function benchNudges({ urlFor, name, database, rounds }) {
  const env = environment({ DATABASE_URL: urlFor(name), DEMO: 'off', LOG_LEVEL: 'error' });
  const { CommandContext } = await product('apps/cli/src/context.js');
  const { Db, Dispatcher, publish } = await product('libs/kernel/src/index.js');
  const { milestoneAnnounced } = await product('libs/events/src/index.js');
  const { Temporal } = await import('temporal-polyfill');
  const worker = fork(path.join(root, 'dist', 'apps', 'worker', 'src', 'main.js'), [], {
    cwd: root,
    env,
    execArgv: WORKER_ARGUMENTS,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const context = await CommandContext.open(env);
  try {
    await new Promise((resolve, reject) =>
      worker
        .once('message', resolve)
        .once('exit', (code) => reject(new Error(`The worker stopped (${code}).`))),
    );
    const db = context.get(Db);
    const people = (await db.read.query('SELECT id FROM person')).map(({ id }) => id);
    const count = async (table) => Number((await db.read.query(`SELECT count(*) AS n FROM ${table}`))[0].n);
    const quiet = async (isDone) => {
      for (const patience = Date.now() + 120_000; !(await isDone());) {
        if (Date.now() > patience) throw new Error('The queue did not get empty within two minutes.');
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    };
    // What the import itself set in motion is not part of this.
    await quiet(
      async () => (await count('outbox WHERE published_at IS NULL')) === 0 && (await isDealtWith(db)),
    );
    return await measure({
      rounds,
      roots: { worker: worker.pid, schedule: process.pid, database },
      work: async (round) => {
        const before = {
          nudges: await count('nudge'),
          messages: await count("message WHERE channel = 'in-app'"),
        };
        const milestoneId = `00000000-0000-4000-8000-00000000000${round}`;
        const text = { nl: 'Wij halen het samen.', en: 'We make it together.' };
        const events = Array.from({ length: people.length / 500 }, (_, part) =>
          milestoneAnnounced({
            milestoneId,
            title: text,
            text,
            personIds: people.slice(part * 500, part * 500 + 500),
          }),
        );
        await db.transaction((tx) => publish(tx, events));
        await quiet(async () => (await count('nudge')) >= before.nudges + PEOPLE);
        await context.get(Dispatcher).runSchedule('nudges.bundle', { now: workingMorning(Temporal, round) });
        const made = (await count("message WHERE channel = 'in-app'")) - before.messages;
        if (made !== PEOPLE) throw new Error(`${made} messages instead of ${PEOPLE} were made.`);
        return PEOPLE;
      },
    });
  } finally {
    await context.close();
    worker.removeAllListeners('exit');
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.kill('SIGTERM');
    await gone;
  }
}

/** Every listener has dealt with what it is waiting for: nothing was dealt with for a second. */
async function isDealtWith(db) {
  const handled = async () => (await db.read.query('SELECT count(*) AS n FROM handled'))[0].n;
  const before = await handled();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return before === (await handled());
}

/** Ten o'clock in Amsterdam on Tuesday, Wednesday or Thursday of one of the next weeks: a moment at which messages leave. */
function workingMorning(Temporal, round) {
  const today = Temporal.Now.plainDateISO('Europe/Amsterdam');
  const tuesday = today.add({ days: ((9 - today.dayOfWeek) % 7 || 7) + 7 * Math.floor(round / 3) });
  return tuesday
    .add({ days: round % 3 })
    .toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: '10:00' })
    .toInstant();
}

/** Events, reasons and messages in four statements of plain SQL. */
export async function floorNudges({ urlFor, admin, database, rounds }) {
  await admin.query('CREATE DATABASE floor_nudges');
  return withClient(urlFor('floor_nudges'), async (client) => {
    await client.query(NUDGE_TABLES);
    return measure({
      rounds,
      roots: { schedule: process.pid, database },
      work: async (round) => {
        for (const statement of NUDGE_STATEMENTS)
          await client.query(statement.replaceAll(':round', String(round)));
        return PEOPLE;
      },
    });
  });
}

const NUDGE_TABLES = `
  CREATE TABLE person (id uuid PRIMARY KEY DEFAULT uuidv7(), name text);
  INSERT INTO person (name) SELECT 'Person ' || n FROM generate_series(1, ${PEOPLE}) n;
  CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, payload jsonb, published_at timestamptz);
  CREATE TABLE message (id uuid PRIMARY KEY DEFAULT uuidv7(), person_id uuid NOT NULL REFERENCES person, key text NOT NULL UNIQUE, sent_at timestamptz);
  CREATE INDEX ON message (person_id);
  CREATE TABLE nudge (id uuid PRIMARY KEY DEFAULT uuidv7(), person_id uuid NOT NULL REFERENCES person, purpose text, period text, facts jsonb, state text NOT NULL DEFAULT 'pending', message_id uuid REFERENCES message, UNIQUE (person_id, purpose, period));
  ANALYZE person;`;
const NUDGE_STATEMENTS = [
  `INSERT INTO outbox (name, payload) SELECT 'milestone.announced', jsonb_build_object('round', :round, 'personIds', jsonb_agg(id)) FROM (SELECT id, row_number() OVER () / 500 AS part FROM person) p GROUP BY part`,
  `WITH taken AS (UPDATE outbox SET published_at = now() WHERE published_at IS NULL RETURNING payload)
   INSERT INTO nudge (person_id, purpose, period, facts) SELECT p::uuid, 'milestone', payload->>'round', '{"title": "We make it together."}' FROM taken, jsonb_array_elements_text(payload->'personIds') p ON CONFLICT DO NOTHING`,
  `INSERT INTO message (person_id, key, sent_at) SELECT person_id, person_id || ' :round', now() FROM nudge WHERE state = 'pending' GROUP BY person_id`,
  `UPDATE nudge n SET state = 'sent', message_id = m.id FROM message m WHERE n.state = 'pending' AND m.person_id = n.person_id AND m.key = n.person_id || ' :round'`,
];
