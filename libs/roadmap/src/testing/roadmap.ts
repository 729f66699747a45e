/** The roadmap on a database of its own, with a small company: for specs. */
import { AudiencesService } from '#audiences';
import type { CatalogueService } from '#catalogue';
import {
  type Actor,
  type Db,
  Dispatcher,
  FixedClock,
  parseConfig,
  Registry,
  rows,
  systemActor,
  type Tx,
} from '#kernel';
import type { LicencesService } from '#licences';
import { PeopleService } from '#people';
import { setStrictWords } from '#ui';
import { makeCompany } from '../../../audiences/src/testing/company.js';
import { testDatabase } from '../../../../test/support/database.js';
import { RoadmapErasure } from '../roadmap.erasure.js';
import { RoadmapReads } from '../roadmap.reads.js';
import { RoadmapSchedule } from '../roadmap.schedule.js';
import { RoadmapService } from '../roadmap.service.js';
import type { MilestoneInput } from '../roadmap.schemas.js';

const catalogue = {
  listCategories: () => Promise.resolve([{ category: 'A', title: { nl: 'Basis', en: 'Basics' } }]),
} as unknown as CatalogueService;

/** Own licences as the table of holdings has them. */
const licences = {
  of: (tx: Tx, personId: string) =>
    rows(
      tx,
      `SELECT category, 'valid' AS state, valid_until AS "validUntil" FROM holding WHERE person_id = $1 AND state = 'held'`,
      [personId],
    ),
} as unknown as LicencesService;

export async function testRoadmap(at = '2026-11-23T09:00:00Z') {
  setStrictWords(true);
  const database = await testDatabase();
  const { db } = database;
  const clock = new FixedClock(at);
  const registry = new Registry();
  const dispatcher = new Dispatcher(db, clock, registry);
  const audiences = new AudiencesService(new PeopleService(clock, parseConfig({})));
  new RoadmapSchedule(registry, db).onModuleInit();
  new RoadmapErasure(registry).onModuleInit();
  await db.transaction((tx) => makeCompany(tx));
  return {
    db,
    clock,
    registry,
    audiences,
    roadmap: new RoadmapService(db, clock, audiences),
    reads: new RoadmapReads(db, clock, audiences, catalogue, licences),
    run: (schedule: string, options?: { dry?: boolean }) => dispatcher.runSchedule(schedule, options),
    write: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work),
    /**
     * Starts the given runs while another transaction holds what they need, and lets go when all of them wait: what
     * happens when two meet, or when HR was just ahead. Gives what each run came to.
     */
    whileHeld: async <T>(
      hold: (tx: Tx) => Promise<unknown>,
      runs: readonly (() => Promise<T>)[],
    ): Promise<T[]> => {
      let started: Promise<T>[] = [];
      await db.transaction(async (tx) => {
        await hold(tx);
        started = runs.map((start) => start());
        await untilWaiting(db, runs.length);
      });
      return Promise.all(started);
    },
    /** Everything told so far under one name, oldest first. */
    told: async (name: string): Promise<Record<string, unknown>[]> => {
      const found = await rows<{ payload: Record<string, unknown> }>(
        db.read,
        'SELECT payload FROM outbox WHERE name = $1 ORDER BY id',
        [name],
      );
      return found.map(({ payload }) => payload);
    },
    close: () => database.close(),
  };
}
export type TestRoadmap = Awaited<ReturnType<typeof testRoadmap>>;

async function untilWaiting(db: Db, runs: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const waiting = await rows(
      db.read,
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.length === runs) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the runs never waited for the row');
}

export const HR: Actor = systemActor('spec');

/** Somebody who only reads. */
export function employee(personId: string, changes: Partial<Actor> = {}): Actor {
  return { ...systemActor('spec'), kind: 'person', personId, name: 'Chaima El Idrissi', ...changes };
}

/** 80 % of Finance holds A by 18 December, told on 1 December. */
export function milestone(changes: Partial<MilestoneInput> = {}): MilestoneInput {
  return {
    title: { nl: 'Finance rijdt voorop', en: 'Finance leads the way' },
    text: { nl: 'Iedereen in Finance haalt rijbewijs A.', en: 'Everybody in Finance earns licence A.' },
    category: 'A',
    rule: { team: { code: 'FIN', below: true } },
    target: 80,
    dueOn: '2026-12-18',
    announcement: { nl: 'Finance begint.', en: 'Finance is starting.', on: '2026-12-01' },
    ...changes,
  };
}
