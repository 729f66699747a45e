/** Random rules and people for property specs, drawn from a small world so that they really collide. */
import fc from 'fast-check';
import type { JobFacts, PersonFacts } from '../facts.js';
import { HOURS_COMPARISONS, MAX_RULE_DEPTH } from '../rule.js';
import type { Condition, Rule, RuleNode } from '../rule.js';

export const TEAM_PATHS: Record<string, string> = {
  DNV: '/DNV/',
  FIN: '/DNV/FIN/',
  'FIN-CRED': '/DNV/FIN/FIN-CRED/',
  HRM: '/DNV/HRM/',
  'HRM-2': '/DNV/HRM/HRM-2/',
};
export const JOBS = ['Adviseur', 'Medewerker crediteuren', 'Teamleider of planner', 'Inkoper'];
export const SITES = ['Amsterdam', 'Lissabon', 'Willemstad'];
export const DAYS = ['2024-02-29', '2026-10-25', '2026-11-01', '2026-11-20', '2027-03-28'];
const CATEGORIES = ['A', 'B', 'C'];

export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    team: fc.record({ code: fc.constantFrom(...Object.keys(TEAM_PATHS), 'OLD'), below: fc.boolean() }),
  }),
  fc.record({
    job: fc.record({ is: fc.uniqueArray(fc.constantFrom(...JOBS), { minLength: 1, maxLength: 3 }) }),
  }),
  fc.record({ job: fc.record({ contains: fc.constantFrom('adv', 'ER', 'of', 'a” of “b') }) }),
  fc.record({ site: fc.uniqueArray(fc.constantFrom(...SITES), { minLength: 1, maxLength: 3 }) }),
  fc.record({
    hours: fc.record({
      op: fc.constantFrom(...HOURS_COMPARISONS),
      value: fc.constantFrom(0, 24, 31.5, 32, 40),
    }),
  }),
  fc.record({ startedFrom: fc.constantFrom(...DAYS) }),
  fc.record({ startedBefore: fc.constantFrom(...DAYS) }),
  fc.record({ startedWithinDays: fc.constantFrom(1, 20, 365) }),
  fc.record({ startedOverDays: fc.constantFrom(1, 20, 365) }),
  fc.record({ manager: fc.boolean() }),
  fc.record({ holds: fc.record({ category: fc.constantFrom(...CATEGORIES) }) }),
);

function anyNode(depth: number): fc.Arbitrary<RuleNode> {
  if (depth <= 1) return anyCondition;
  const child = anyNode(depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: anyCondition },
    { weight: 2, arbitrary: fc.record({ all: fc.array(child, { minLength: 1, maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ any: fc.array(child, { minLength: 1, maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ not: child.filter((node) => !('not' in node)) }) },
  );
}

export function anyRule(depth = MAX_RULE_DEPTH): fc.Arbitrary<Rule> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({ everyone: true }) },
    { weight: 30, arbitrary: anyNode(depth) },
  );
}

export const anyPerson: fc.Arbitrary<PersonFacts> = fc
  .record({
    personId: fc.uuid(),
    isManager: fc.boolean(),
    held: fc.uniqueArray(fc.constantFrom(...CATEGORIES)),
    jobs: fc.array(
      fc.record({
        teamCode: fc.constantFrom(...Object.keys(TEAM_PATHS)),
        job: fc.constantFrom(...JOBS),
        siteName: fc.constantFrom(...SITES),
        weeklyHours: fc.constantFrom(0, 16, 24, 31.5, 32, 40),
        employmentStart: fc.constantFrom(...DAYS, '2019-09-01', '2026-10-31'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ personId, isManager, held, jobs }) => ({
    personId,
    displayName: `Person ${personId.slice(0, 4)}`,
    held: new Set(held),
    jobs: jobs.map((job): JobFacts => ({
      ...job,
      personId,
      displayName: `Person ${personId.slice(0, 4)}`,
      isManager,
      teamName: job.teamCode,
      teamPath: TEAM_PATHS[job.teamCode] ?? '/',
    })),
  }));
