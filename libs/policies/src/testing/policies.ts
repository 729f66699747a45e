/** The services of policies on a database of their own, with the worker's deliveries at hand: for specs. */
import { AudiencesService, type Rule } from '#audiences';
import type { CatalogueService } from '#catalogue';
import { personChanged } from '#events';
import { Dispatcher, FixedClock, parseConfig, publish, Registry, rows } from '#kernel';
import type { Actor, Tx } from '#kernel';
import { PeopleService } from '#people';
import { setStrictWords } from '#ui';
import { makeCompany } from '../../../audiences/src/testing/company.js';
import { followLicences } from '../../../audiences/src/testing/listening.js';
import { testDatabase } from '../../../../test/support/database.js';
import type { DueRule } from '../due-rule.js';
import { EvaluationService } from '../evaluation.service.js';
import { ExceptionsService } from '../exceptions.service.js';
import { HeadOffice } from '../head-office.js';
import { PoliciesListeners } from '../policies.listeners.js';
import { PoliciesSchedule } from '../policies.schedule.js';
import { PoliciesService } from '../policies.service.js';
import { draftOf } from '../policy-draft.js';
import type { PolicyContent } from '../policy-draft.js';
import { PublicationPlanService } from '../publication-plan.service.js';
import { RequirementsAsOfService } from '../requirements-as-of.service.js';
import { RequirementsService } from '../requirements.service.js';
import { WaiversService } from '../waivers.service.js';

/** Two categories of 60 minutes of lessons and a 25-minute exam. */
const catalogue = {
  listCategories: () =>
    Promise.resolve(
      ['A', 'B'].map((category) => ({
        category,
        title: { nl: category, en: category },
        exam: { minutes: 25 },
      })),
    ),
  listLessons: () => Promise.resolve([{ minutes: 35 }, { minutes: 25 }]),
} as unknown as CatalogueService;

export async function testPolicies(at = '2027-02-01T08:00:00Z') {
  setStrictWords(true);
  const database = await testDatabase();
  const { db } = database;
  const clock = new FixedClock(at);
  const config = parseConfig({});
  const registry = new Registry();
  const dispatcher = new Dispatcher(db, clock, registry);
  const people = new PeopleService(clock, config);
  const audiences = new AudiencesService(people);
  const headOffice = new HeadOffice(clock, config);
  const evaluation = new EvaluationService(people);
  const requirements = new RequirementsService(db, clock, headOffice, people, audiences);
  const policies = new PoliciesService(db, clock, headOffice, audiences, catalogue, evaluation, requirements);
  const plans = new PublicationPlanService(db, clock, headOffice, policies, evaluation, audiences, catalogue);
  const asOf = new RequirementsAsOfService(db, clock, headOffice, evaluation, requirements);
  const waivers = new WaiversService(db, clock, headOffice, evaluation);
  const exceptions = new ExceptionsService(db, clock, headOffice);
  followLicences(registry, audiences);
  new PoliciesListeners(registry, db, headOffice, evaluation).onModuleInit();
  new PoliciesSchedule(registry, db, headOffice, evaluation, people).onModuleInit();
  await db.transaction((tx) => makeCompany(tx));
  return {
    db,
    clock,
    policies,
    plans,
    requirements,
    evaluation,
    asOf,
    waivers,
    exceptions,
    people,
    run: (schedule: string, options?: { dry?: boolean }) => dispatcher.runSchedule(schedule, options),
    drain: () => dispatcher.drain(),
    /** What the worker does when HR facts of these people changed. */
    evaluationOf: async (personIds: string[]): Promise<void> => {
      await db.transaction((tx) => publish(tx, personChanged({ personIds, reason: 'edit' })));
      await dispatcher.drain();
    },
    write: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(work),
    /** Events told since the last time this was asked, in order. */
    told: async (): Promise<{ name: string; payload: { items: Record<string, unknown>[] } }[]> => {
      const found = await rows<{ name: string; payload: { items: Record<string, unknown>[] } }>(
        db.read,
        `SELECT name, payload FROM outbox WHERE kind = 'event' AND id > coalesce((SELECT (value #>> '{}')::bigint FROM setting WHERE name = 'spec'), 0) AND name LIKE 'requirement.%' ORDER BY id`,
      );
      await rows(
        db.read,
        `INSERT INTO setting (name, value) SELECT 'spec', to_jsonb(coalesce(max(id), 0)) FROM outbox ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      );
      return found;
    },
    /** Writes a policy, publishes it and lets the worker act on it. */
    inForce: async (
      actor: Actor,
      rule: Rule,
      due: DueRule,
      category = 'A',
      more: Pick<PolicyContent, 'renewMonths' | 'steps' | 'tests'> = {},
    ): Promise<string> => {
      const title = { nl: 'Basis', en: 'Basics' };
      const id = await policies.create(actor, draftOf({ title, category, due, rule, ...more }));
      await policies.publish(actor, id);
      await dispatcher.drain();
      return id;
    },
    close: () => database.close(),
  };
}

export function hr(personId: string | null = null): Actor {
  return {
    kind: 'person',
    personId,
    name: 'Anna de Wit',
    grants: ['hr'],
    isManager: false,
    scopes: null,
    language: 'nl',
    zone: 'Europe/Amsterdam',
  };
}
