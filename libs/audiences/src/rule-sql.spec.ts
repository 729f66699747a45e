import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { rows } from '#kernel';
import { testDatabase } from '../../../test/support/database.js';
import type { TestDatabase } from '../../../test/support/database.js';
import type { PersonFacts } from './facts.js';
import { matches } from './match.js';
import type { Rule } from './rule.js';
import { leavesOf, supposeFulfilled } from './rule-tree.js';
import { toSql } from './rule-sql.js';
import { anyPerson, anyRule } from './testing/arbitrary-rules.js';
import { hire, hold, makeCompany } from './testing/company.js';

const on = Temporal.PlainDate.from('2026-11-21');
let database: TestDatabase;
let people: PersonFacts[];

beforeAll(async () => {
  database = await testDatabase();
  // Whoever starts later has no facts on this day yet.
  const drawn = fc
    .sample(anyPerson, { numRuns: 140, seed: 4 })
    .filter((person) => person.jobs[0]!.employmentStart <= on.toString());
  await database.db.transaction(async (tx) => {
    await makeCompany(tx);
    const reportTo: string[] = [];
    people = [];
    for (const [i, person] of drawn.entries()) {
      let personId = '';
      for (const job of person.jobs) {
        const start = person.jobs[0]!.employmentStart;
        personId = await hire(tx, {
          name: `Person Nr${i}`,
          team: job.teamCode,
          job: job.job,
          site: job.siteName as 'Amsterdam',
          hours: i % 17 === 0 ? null : job.weeklyHours,
          start,
        });
      }
      if (person.jobs[0]!.isManager) reportTo.push(personId);
      for (const category of person.held) await hold(tx, personId, category);
      people.push({
        ...person,
        personId,
        jobs: person.jobs.map((job) => ({
          ...job,
          personId,
          weeklyHours: i % 17 === 0 ? null : job.weeklyHours,
          employmentStart: person.jobs[0]!.employmentStart,
        })),
      });
    }
    // Whoever leads somebody is a manager by the HR record: one report each.
    const report = await rows<{ id: string }>(tx, `SELECT id FROM placement ORDER BY id`);
    for (const [i, manager] of reportTo.entries())
      await rows(tx, 'UPDATE placement SET manager_id = $1 WHERE id = $2', [manager, report[i]!.id]);
  });
});
afterAll(() => database.close());

async function inDatabase(rule: Parameters<typeof toSql>[0]): Promise<string[]> {
  const params: unknown[] = [on.toString()];
  const where = toSql(rule, { params, on: '$1' });
  const found = await rows<{ id: string }>(
    database.db.read,
    `WITH facts AS MATERIALIZED (SELECT * FROM person_facts($1::date)) SELECT DISTINCT f.person_id AS id FROM facts f WHERE ${where}`,
    params,
  );
  return found.map((row) => row.id).sort();
}

describe('the rule in SQL', () => {
  it('finds exactly the people that the rule matches in memory', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule(), async (rule) => {
        const inMemory = people
          .filter((person) => matches(rule, person, on))
          .map((person) => person.personId);
        expect(await inDatabase(rule)).toEqual(inMemory.sort());
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('agrees also when one condition is supposed to be fulfilled', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule(3), fc.nat(), async (rule, pick) => {
        const leaves = leavesOf(rule);
        fc.pre(leaves.length > 0);
        const supposed = supposeFulfilled(rule, leaves[pick % leaves.length]!);
        const inMemory = people
          .filter((person) => matches(supposed, person, on))
          .map((person) => person.personId);
        expect(await inDatabase(supposed)).toEqual(inMemory.sort());
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  it('carries every value as a parameter', () => {
    const nasty = `'; DROP TABLE person; --`;
    const rule: Rule = {
      all: [
        { job: { is: [nasty] } },
        { not: { site: [nasty] } },
        { team: { code: nasty, below: true } },
        { job: { contains: nasty } },
      ],
    };
    const params: unknown[] = ['2026-11-21'];
    expect(toSql(rule, { params, on: '$1' })).not.toContain('DROP');
    expect(params).toHaveLength(5);
    expect(() =>
      toSql({ not: { site: ['x'] } }, { params, on: '$1', facts: 'facts; DROP TABLE person' }),
    ).toThrow(TypeError);
  });
});
