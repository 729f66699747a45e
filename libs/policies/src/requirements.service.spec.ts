import { Problem } from '#kernel';
import type { Actor } from '#kernel';
import { beAway, hire, hold } from '../../audiences/src/testing/company.js';
import { draftOf } from './policy-draft.js';
import { hr, testPolicies } from './testing/policies.js';

type Company = Awaited<ReturnType<typeof testPolicies>>;
let company: Company;
beforeEach(async () => {
  company = await testPolicies();
});
afterEach(() => company.close());

const finance = { team: { code: 'FIN', below: true } };
const content = {
  title: { nl: 'Basis', en: 'Basics' },
  category: 'A',
  due: { afterStart: 20 },
  rule: finance,
};

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Problem) return error.definition.type;
      throw error;
    },
  );
}

describe('what is asked of a person', () => {
  it('is read by that person, a manager above and HR, and by nobody else', async () => {
    const [boss, chaima, daan] = await company.write(async (tx) => {
      const lead = await hire(tx, { name: 'Bram Janssen', team: 'HRM' });
      return [
        lead,
        await hire(tx, { name: 'Chaima El', manager: lead }),
        await hire(tx, { name: 'Daan Visser' }),
      ];
    });
    await company.inForce(hr(), finance, { afterStart: 20 });
    const as = (personId: string, isManager = false): Actor => ({ ...hr(personId), grants: [], isManager });
    expect(await company.requirements.show(as(chaima), chaima)).toHaveLength(1);
    expect(await company.requirements.show(as(boss, true), chaima)).toHaveLength(1);
    expect(await company.requirements.show(hr(boss), chaima)).toHaveLength(1);
    expect(await refusal(company.requirements.show(as(daan), chaima))).toBe('forbidden');
    expect(await refusal(company.requirements.show(as(boss, true), daan))).toBe('forbidden');
  });

  it('tells of each category the most urgent only, where many people are listed', async () => {
    const daan = await company.write((tx) => hire(tx, { name: 'Daan de Vries' }));
    await company.inForce(hr(), finance, { by: '2027-03-26', newcomers: 10 });
    await company.inForce(hr(), finance, { by: '2027-02-26', newcomers: 10 });
    await company.inForce(hr(), finance, { by: '2027-04-30', newcomers: 10 }, 'B');
    const statuses = (await company.requirements.statusesOf(company.db.read, [daan])).get(daan) ?? [];
    expect(statuses.map(({ category, dueOn }) => [category, dueOn])).toEqual([
      ['A', '2027-02-26'],
      ['B', '2027-04-30'],
    ]);
  });

  it('is late only when the day is over where the person works', async () => {
    const giovanni = await company.write((tx) => hire(tx, { name: 'Giovanni Martina', site: 'Willemstad' }));
    await company.inForce(hr(), finance, { by: '2027-02-26', newcomers: 10 });
    company.clock.set('2027-02-27T03:00:00Z');
    expect((await company.policies.requirementsOf(company.db.read, giovanni))[0]).toMatchObject({
      isOverdue: false,
      daysLeft: 0,
    });
    expect((await company.policies.overview(company.db.read)).overdue).toBe(0);
    expect((await company.requirements.statusesOf(company.db.read, [giovanni])).get(giovanni)).toEqual([
      {
        category: 'A',
        state: 'open',
        dueOn: '2027-02-26',
        daysLeft: 0,
        isOverdue: false,
      },
    ]);
    company.clock.set('2027-02-27T04:00:00Z');
    expect((await company.policies.requirementsOf(company.db.read, giovanni))[0]).toMatchObject({
      isOverdue: true,
      daysLeft: -1,
    });
    expect((await company.policies.overview(company.db.read)).overdue).toBe(1);
  });
});

describe('the overview', () => {
  it('counts who is in order, late and expiring, keeps the days as a burn-up, and every number has its list', async () => {
    await company.write(async (tx) => {
      await hold(tx, await hire(tx, { name: 'Bram Janssen' }), 'A', { until: '2027-02-20' });
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Daan Visser' });
      await beAway(tx, await hire(tx, { name: 'Femke Wouters' }), '2027-01-04', null);
    });
    await company.inForce(hr(), finance, { afterStart: 5 });
    await company.run('policies.snapshot');
    company.clock.set('2027-02-09T09:00:00Z');
    await company.run('policies.snapshot');
    const overview = await company.policies.overview(company.db.read);
    expect(overview).toMatchObject({
      asked: 4,
      inOrder: 1,
      inOrderShare: 0.25,
      overdue: 2,
      expiringIn30Days: 1,
    });
    expect(overview.burnUp).toEqual([
      { on: '2027-02-01', asked: 4, inOrder: 1, overdue: 0 },
      { on: '2027-02-09', asked: 4, inOrder: 1, overdue: 2 },
    ]);
    const count = async (filter: 'all' | 'overdue' | 'open' | 'in-order') =>
      (await company.requirements.list(hr(), { policyId: null, filter, limit: 10 })).items.length;
    expect([
      await count('all'),
      await count('overdue'),
      await count('open'),
      await count('in-order'),
    ]).toEqual([4, 2, 1, 1]);
    expect((await company.requirements.listExpiring(hr())).map((one) => one.displayName)).toEqual([
      'Bram Janssen',
    ]);
  });

  it('gives lists a page at a time, by family name', async () => {
    await company.write(async (tx) => {
      for (const name of ['Anna Zwart', 'Bram Aalbers', 'Chaima Mulder']) await hire(tx, { name });
    });
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    const first = await company.requirements.list(hr(), { policyId: id, filter: 'all', limit: 2 });
    expect(first.items.map((one) => one.displayName)).toEqual(['Bram Aalbers', 'Chaima Mulder']);
    const second = await company.requirements.list(hr(), {
      policyId: id,
      filter: 'all',
      limit: 2,
      after: first.next!,
    });
    expect(second).toMatchObject({ items: [{ displayName: 'Anna Zwart' }], next: null });
  });
});

describe('the live preview', () => {
  it('counts, names ten people, shows who is just outside and why, and the minutes of learning', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Daan Visser', hours: 24 });
      await hold(tx, await hire(tx, { name: 'Bram Janssen' }), 'A');
      await hire(tx, { name: 'Karim Haddad', team: 'HRM', hours: 24 });
    });
    const rule = { all: [finance, { hours: { op: 'at-least' as const, value: 32 } }] };
    const preview = await company.plans.ofDraft(hr(), draftOf({ ...content, rule }), 'nl');
    expect(preview).toMatchObject({
      sentence: { nl: expect.stringContaining('minstens 32 uur') },
      rule: {
        count: 2,
        sample: [{ name: 'Chaima El' }, { name: 'Bram Janssen' }],
        outside: [
          {
            condition: 'een contract heeft van minstens 32 uur per week',
            total: 1,
            people: [{ name: 'Daan Visser', why: 'heeft een contract van 24 uur per week' }],
          },
        ],
      },
      learning: { held: 1, toLearn: 1, minutesEach: 85, minutesTogether: 85 },
    });
    const nobody = await company.plans.ofDraft(
      hr(),
      draftOf({ ...content, rule: { all: [finance, { holds: { category: 'B' } }] } }),
      'en',
    );
    expect(nobody.rule).toMatchObject({ count: 0, emptiedBy: 'holding licence B' });
  });
});
