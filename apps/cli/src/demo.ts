import type { INestApplicationContext } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { seedAsks } from '#asks';
import { AudiencesService } from '#audiences';
import { CatalogueService, type Receipt } from '#catalogue';
import { checkContent, problemLine } from '#content';
import { seedFacilities } from '#facilities';
import { Clock, Db, Dispatcher, type Grant, one, projectRoot, rows, systemActor } from '#kernel';
import { CardPublishing, type CardReceipt, CardsService, seedKnowledge, ServicesService } from '#knowledge';
import { LicencesService, RulesService } from '#licences';
import { ImportsService } from '#people';
import { draftOf, type PolicyContent, PoliciesService } from '#policies';
import { seedRoadmap } from '#roadmap';
import { SessionsService } from '#sessions';
import { seedTickets } from '#tickets';
import { seedSurveys } from '#surveys';

type Say = (line: string) => void;
type Services = Pick<INestApplicationContext, 'get'>;

const DEMO = systemActor('demo');

/** Publishes `courses/`; throws with file, line and column when something is wrong there. */
export async function publishCourses(app: Services): Promise<Receipt & { readonly cards: CardReceipt }> {
  const today = app.get(Clock).today('Europe/Amsterdam').toString();
  const { problems, content } = await checkContent(projectRoot(), today);
  if (problems.length > 0 || !content)
    throw new Error(`courses/ has problems:\n${problems.map(problemLine).join('\n')}`);
  const actor = systemActor('catalogue.publish');
  const receipt = await app.get(CatalogueService).publish(actor, content);
  return { ...receipt, cards: await app.get(CardPublishing).publish(actor, content.cards) };
}

/**
 * Loads the demo company into an empty database: people through the HR importer, then what HR set up, then what
 * colleagues achieved before today. Does nothing when there are people already, unless they are there because a load was
 * cut off half-way: then it starts anew.
 */
export async function loadDemo(app: Services, say: Say): Promise<void> {
  const db = app.get(Db);
  if (await one(db.read, `SELECT 1 FROM setting WHERE name = 'demo-load' AND value = '"begun"'`)) {
    say('the demo company was loaded half-way; starting anew');
    await emptyDatabase(db);
    await publishCourses(app);
  }
  if (await one(db.read, 'SELECT 1 FROM person LIMIT 1')) return;
  await markLoad(db, 'begun');
  say('importing the people of Demo NV');
  const bytes = await readFile(path.join(projectRoot(), 'libs', 'people', 'demo', 'demo-nv.csv'));
  await app
    .get(ImportsService)
    .importFile({ bytes, fileName: 'demo-nv.csv', source: 'demo', actor: DEMO, dryRun: false });
  await giveGrants(app);
  say('writing policies, roadmap and facilities');
  await app.get(Dispatcher).drain();
  await writePolicies(app);
  await db.transaction(async (tx) => {
    await seedFacilities(tx);
    const now = app.get(Clock).now();
    await seedRoadmap(tx, { audiences: app.get(AudiencesService), actor: DEMO, now });
    await seedKnowledge(tx, { cards: app.get(CardsService), services: app.get(ServicesService), now });
    await seedSurveys(tx, { actor: DEMO, now });
  });
  await db.transaction((tx) => seedTickets(tx, app.get(Clock).now()));
  say('telling the history of the licences');
  await tellHistory(app);
  await tellPilot(app);
  const dispatcher = app.get(Dispatcher);
  await dispatcher.drain();
  await db.transaction((tx) => seedAsks(tx, app.get(Clock).now()));
  // What last night would have done, so that the first pages show a company in motion.
  for (const schedule of ['policies.snapshot', 'roadmap.snapshot', 'roadmap.announce', 'asks.find-rings'])
    await dispatcher.runSchedule(schedule);
  await dispatcher.drain();
  await markLoad(db, 'done');
}

/** The load takes many transactions; this says whether it came to its end. */
async function markLoad(db: Db, state: 'begun' | 'done'): Promise<void> {
  await rows(
    db.read,
    `INSERT INTO setting (name, value) VALUES ('demo-load', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [JSON.stringify(state)],
  );
}

/**
 * Empties every table of ours; what a trigger protects against is only this very command of a demo. Numbers go on where
 * they were: the queue still knows the numbers of the outbox rows that it dealt with, and would ignore them.
 */
export async function emptyDatabase(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const tables = await rows<{ name: string }>(
      tx,
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migration'`,
    );
    await rows(tx, "SET LOCAL session_replication_role = 'replica'");
    await rows(tx, `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    for (const statement of WRITTEN_BY_MIGRATIONS) await rows(tx, statement);
  });
}

/** Rows that are there from the first migration on, and that emptying takes away as well. */
const WRITTEN_BY_MIGRATIONS = [
  "INSERT INTO licence_ledger_head (name, seq, hash) VALUES ('licences', 0, repeat('0', 64))",
];

const GRANTS: readonly (readonly [number: string, grant: Grant])[] = [
  ['1001', 'hr'],
  ['1016', 'hr'],
  ['1011', 'author'],
  ['1012', 'admin'],
  ['1018', 'it'],
  ['1065', 'it'],
];

async function giveGrants(app: Services): Promise<void> {
  await app.get(Db).transaction(async (tx) => {
    for (const [number, grant] of GRANTS) {
      const person = await one<{ id: string }>(tx, 'SELECT id FROM person WHERE number = $1', [number]);
      if (person) await app.get(SessionsService).grant(tx, DEMO, person.id, grant);
    }
  });
}

const POLICIES: readonly PolicyContent[] = [
  {
    title: { nl: 'Finance kan veilig met IT werken', en: 'Finance works safely with IT' },
    category: 'A',
    rule: { team: { code: 'FIN', below: true } },
    due: { afterJoining: 20 },
  },
  {
    title: { nl: 'Leidinggevenden geven het voorbeeld', en: 'Managers set the example' },
    category: 'A',
    rule: { manager: true },
    due: { afterJoining: 60 },
  },
];

async function writePolicies(app: Services): Promise<void> {
  const policies = app.get(PoliciesService);
  for (const content of POLICIES) {
    const id = await policies.create(DEMO, draftOf(content));
    await policies.publish(DEMO, id);
  }
  await app.get(Dispatcher).drain();
}

/** Exams that colleagues passed before today, so that there is something valid, something to renew and something expired. */
async function tellHistory(app: Services): Promise<void> {
  const db = app.get(Db);
  const licences = app.get(LicencesService);
  const now = app.get(Clock).now();
  const holders = await rows<{ id: string; number: string; start: string }>(
    db.read,
    `SELECT DISTINCT ON (person_id) person_id AS id, number, employment_start::text AS start FROM person_facts($1)
     WHERE number NOT IN ('1001', '1003', '1004', '1006', '1012') ORDER BY person_id`,
    [now.toString().slice(0, 10)],
  );
  for (const { id, number, start } of holders) {
    // A fixed draw per personnel number: the same company at every load.
    const draw = createHash('sha256').update(`history ${number}`).digest();
    if ((draw[0] ?? 0) > 110) continue;
    const daysAgo = 20 + (((draw[1] ?? 0) * 256 + (draw[2] ?? 0)) % 760);
    const decidedAt = now.subtract({ hours: daysAgo * 24 });
    if (decidedAt.toString().slice(0, 10) <= start) continue;
    const attemptId = `${draw.toString('hex', 3, 7)}-${draw.toString('hex', 7, 9)}-4${draw.toString('hex', 9, 11).slice(1)}-8${draw.toString('hex', 11, 13).slice(1)}-${draw.toString('hex', 13, 19)}`;
    await db.transaction((tx) =>
      licences.considerExam(
        tx,
        DEMO,
        { attemptId, personId: id, category: 'A', decidedAt: decidedAt.toString() },
        now,
      ),
    );
  }
}

/** Who tried a licence that lives by reviews, and the days since: without practice its memory has turned amber. */
const PILOT = { number: '1012', daysAgo: 24 };

/**
 * HR tried the rule "upkeep" with one colleague and then gave the choice back to the courses; her licence keeps the terms
 * it was made with.
 */
async function tellPilot(app: Services): Promise<void> {
  const db = app.get(Db);
  const person = await one<{ id: string }>(db.read, 'SELECT id FROM person WHERE number = $1', [
    PILOT.number,
  ]);
  if (!person) return;
  const now = app.get(Clock).now();
  const rules = app.get(RulesService);
  await rules.choose(DEMO, { category: 'A', rule: 'upkeep', months: 6 });
  const decidedAt = now.subtract({ hours: PILOT.daysAgo * 24 }).toString();
  await db.transaction((tx) =>
    app
      .get(LicencesService)
      .considerExam(tx, DEMO, { attemptId: PILOT_EXAM, personId: person.id, category: 'A', decidedAt }, now),
  );
  await rules.choose(DEMO, { category: 'A', rule: 'course', months: 6 });
}

const PILOT_EXAM = '7d0c2b9e-5a41-4c1f-8f6a-2b1f0c9d4e12';
