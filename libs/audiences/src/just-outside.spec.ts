import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { JobFacts, PersonFacts } from './facts.js';
import { keepingOut, presentFact } from './just-outside.js';
import { matches } from './match.js';
import type { Rule } from './rule.js';
import { leavesOf, plainest, supposeFulfilled } from './rule-tree.js';
import { anyPerson, anyRule } from './testing/arbitrary-rules.js';

const on = Temporal.PlainDate.from('2026-11-21');

function person(...jobs: Partial<JobFacts>[]): PersonFacts {
  const personId = '0198c0de-0000-7000-8000-000000000001';
  const usual: JobFacts = {
    personId,
    displayName: 'Daan Visser',
    teamCode: 'FIN',
    teamName: 'Finance',
    teamPath: '/DNV/FIN/',
    job: 'Inkoper',
    siteName: 'Amsterdam',
    weeklyHours: 24,
    employmentStart: '2020-01-01',
    isManager: false,
  };
  return {
    personId,
    displayName: 'Daan Visser',
    held: new Set(),
    jobs: jobs.map((job) => ({ ...usual, ...job })),
  };
}

describe('matching one person', () => {
  it('asks joined conditions of one and the same job', () => {
    const rule: Rule = { all: [{ team: { code: 'FIN', below: true } }, { job: { is: ['Adviseur'] } }] };
    const jolanda = person({}, { teamCode: 'HRM', teamPath: '/DNV/HRM/', job: 'Adviseur' });
    expect(matches(rule, jolanda, on)).toBe(false);
    expect(matches(rule, person({ job: 'Adviseur' }), on)).toBe(true);
  });

  it('lets "not" look at all jobs of the person', () => {
    const rule: Rule = { not: { team: { code: 'FIN', below: true } } };
    expect(matches(rule, person({}, { teamCode: 'HRM', teamPath: '/DNV/HRM/' }), on)).toBe(false);
    expect(matches(rule, person({ teamCode: 'HRM', teamPath: '/DNV/HRM/' }), on)).toBe(true);
  });

  it('counts a relative start date in whole days, the first one included', () => {
    const rule: Rule = { startedWithinDays: 20 };
    expect(matches(rule, person({ employmentStart: '2026-11-01' }), on)).toBe(true);
    expect(matches(rule, person({ employmentStart: '2026-10-31' }), on)).toBe(false);
    expect(matches({ startedOverDays: 20 }, person({ employmentStart: '2026-10-31' }), on)).toBe(true);
  });

  it('gives the same answer for the plainest form of a rule', () => {
    fc.assert(
      fc.property(
        anyRule(),
        anyPerson,
        (rule, someone) => matches(rule, someone, on) === matches(plainest(rule), someone, on),
      ),
    );
  });
});

describe('who is just outside', () => {
  it('is the person whom one condition keeps out, with what HR knows on that point', () => {
    const rule: Rule = {
      all: [{ team: { code: 'FIN', below: true } }, { hours: { op: 'at-least', value: 32 } }],
    };
    const daan = person({});
    const [leaf, ...others] = keepingOut(rule, daan, on);
    expect(others).toEqual([]);
    expect(leaf?.condition).toEqual({ hours: { op: 'at-least', value: 32 } });
    expect(presentFact(leaf!.condition, daan.jobs[0]!, daan.held)).toEqual({
      key: 'audiences.outside_hours',
      args: { now: '24' },
    });
  });

  it('is nobody whom two conditions keep out, and no member', () => {
    const rule: Rule = { all: [{ manager: true }, { hours: { op: 'at-least', value: 32 } }] };
    expect(keepingOut(rule, person({}), on)).toEqual([]);
    expect(keepingOut(rule, person({ isManager: true, weeklyHours: 40 }), on)).toEqual([]);
  });

  it('names the exclusion for somebody whom a "not" keeps out', () => {
    const rule: Rule = { all: [{ team: { code: 'FIN', below: true } }, { not: { site: ['Amsterdam'] } }] };
    expect(keepingOut(rule, person({}), on).map((leaf) => leaf.condition)).toEqual([{ site: ['Amsterdam'] }]);
  });

  it('never turns a member into an outsider by fulfilling a condition', () => {
    fc.assert(
      fc.property(anyRule(), anyPerson, (rule, someone) => {
        fc.pre(matches(rule, someone, on));
        return leavesOf(rule).every((leaf) => matches(supposeFulfilled(rule, leaf), someone, on));
      }),
    );
  });
});
