import { one, rows } from '#kernel';
import { seeded } from '../../../test/support/random.js';
import type { Rule } from '#audiences';
import { beAway, hire, hold } from '../../audiences/src/testing/company.js';
import type { DueRule } from './due-rule.js';
import { draftOf } from './policy-draft.js';
import type { PolicyContent } from './policy-draft.js';
import { APPLY_TO } from './policy-steps.js';
import { hr, testPolicies } from './testing/policies.js';
import {
  HAPPENINGS,
  hireMany,
  LICENCE_HAPPENINGS,
  tellHoldings,
  tellPeople,
} from './testing/random-company.js';

type Company = Awaited<ReturnType<typeof testPolicies>>;
let company: Company;
beforeEach(async () => {
  company = await testPolicies();
});
afterEach(() => company.close());

const today = () => company.clock.now().toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString();

/** One person is one history: what happens to each is drawn apart. */
const HISTORIES = 10_000;
const DAYS = 12;

const RULES: Rule[] = [
  { everyone: true },
  { team: { code: 'FIN', below: true } },
  { all: [{ startedWithinDays: 60 }, { not: { team: { code: 'HRM', below: true } } }] },
  { any: [{ holds: { category: 'A' } }, { hours: { op: 'less-than', value: 30 } }] },
  { not: { holds: { category: 'B' } } },
];
const DUES: DueRule[] = [
  { afterStart: 20 },
  { afterJoining: 15 },
  { by: '2027-06-15', newcomers: 10 },
  { afterReturn: 10 },
  { afterLicence: { category: 'B', days: 12 } },
];

describe('the incremental evaluation', () => {
  it(`leaves nothing for the full one to change, over ${HISTORIES} random histories`, async () => {
    const random = seeded(20270201);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const ids = await company.write((tx) => hireMany(tx, HISTORIES, random));
    const content = (): PolicyContent => ({
      title: { nl: 'Toeval', en: 'Chance' },
      category: pick(['A', 'B']),
      due: pick(DUES),
      rule: pick(RULES),
      renewMonths: pick([null, 2, 12]),
      applyTo: pick(APPLY_TO),
    });
    await knowSizes();
    const policies: string[] = [];
    for (let n = 0; n < 4; n++) {
      const id = await company.policies.create(hr(), draftOf({ ...content(), due: DUES[n]! }));
      await company.policies.publish(hr(), id);
      policies.push(id);
    }
    await company.drain();
    await company.run('policies.evaluate');
    await knowSizes();
    const happened: Record<string, number> = {};
    for (let day = 0; day < DAYS; day++) {
      company.clock.advance({ hours: 24 * (1 + Math.floor(random() * 15)) });
      await company.run('policies.evaluate');
      const some = () => ids.filter(() => random() < 0.035);
      for (const [name, statement] of Object.entries(HAPPENINGS)) {
        const people = some();
        await company.write(async (tx) => {
          await rows(tx, statement, [people, today()]);
          await tellPeople(tx, people);
        });
        happened[name] = (happened[name] ?? 0) + people.length;
      }
      for (const [name, statement] of Object.entries(LICENCE_HAPPENINGS)) {
        await company.write(async (tx) => {
          const items = await rows<{ personId: string; category: string; held: boolean }>(tx, statement, [
            some(),
            today(),
          ]);
          await tellHoldings(tx, items);
          happened[name] = (happened[name] ?? 0) + items.length;
        });
      }
      if (day % 3 === 1) {
        const id = pick(policies);
        await company.policies.saveDraft(hr(), id, draftOf(content()));
        await company.policies.publish(hr(), id).catch((error: unknown) => {
          // A draft that says what is in force already is not published.
          if (!(error instanceof Error && 'definition' in error)) throw error;
        });
      }
      if (day % 6 === 4) {
        const site = await one<{ id: string }>(company.db.read, 'SELECT id FROM site ORDER BY name LIMIT 1');
        const off = company.clock
          .now()
          .add({ hours: 24 * 6 })
          .toString()
          .slice(0, 10);
        await company.write((tx) =>
          company.people.giveFreeDay(tx, { siteId: site!.id, day: off, name: 'Vrij' }),
        );
      }
      if (day === 6) await company.policies.undo(hr(), policies[1]!);
      if (day === 8) await company.policies.pause(hr(), policies[2]!);
      if (day === 10) await company.policies.resume(hr(), policies[2]!);
      await company.drain();
      const { changed } = await company.run('policies.verify');
      expect({ day: today(), changed }).toEqual({ day: today(), changed: 0 });
    }
    expect(Math.min(...Object.values(happened))).toBeGreaterThan(500);
    const alarms = await rows(
      company.db.read,
      `SELECT 1 FROM audit_event WHERE action = 'policy.evaluation-differed'`,
    );
    expect(alarms).toEqual([]);
    await nothingIsReset();
  }, 900_000);

  /** What PostgreSQL finds out by itself within minutes: without it, its plans are those for an empty house. */
  const knowSizes = () => rows(company.db.read, 'ANALYZE');

  /** Whoever holds a young enough proof is in order, and every open day is the one its explanation names. */
  async function nothingIsReset(): Promise<void> {
    const numbers = await one<Record<string, number>>(
      company.db.read,
      `SELECT count(*)::int AS requirements,
              count(*) FILTER (WHERE r.state = 'open')::int AS open,
              count(*) FILTER (WHERE r.state = 'open' AND r.due_on IS DISTINCT FROM (r.explanation -> 'args' ->> 'due')::date)::int AS unexplained,
              count(*) FILTER (WHERE r.state = 'open' AND h.person_id IS NOT NULL AND (v.renew_months IS NULL OR h.earned_on + make_interval(months => v.renew_months) - interval '30 days' > $1::date))::int AS reset
       FROM requirement r JOIN policy p ON p.id = r.policy_id AND p.state = 'published'
       JOIN policy_version v ON v.policy_id = r.policy_id AND v.version = r.version
       LEFT JOIN holding h ON h.person_id = r.person_id AND h.category = r.category AND h.state = 'held' WHERE r.state <> 'ended'`,
      [today()],
    );
    expect(numbers).toMatchObject({ unexplained: 0, reset: 0 });
    expect(numbers!['requirements']).toBeGreaterThan(HISTORIES / 2);
    expect(numbers!['open']).toBeGreaterThan(HISTORIES / 10);
    const doubled = await rows(
      company.db.read,
      `SELECT 1 FROM requirement WHERE state <> 'ended' GROUP BY policy_id, category, person_id HAVING count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  }
});

const finance = { team: { code: 'FIN', below: true } };

describe('leaving an audience and coming back', () => {
  const move = async (person: string, code: string, at: string) => {
    company.clock.set(at);
    await company.write((tx) =>
      rows(tx, `UPDATE placement SET team_id = (SELECT id FROM team WHERE code = $1) WHERE person_id = $2`, [
        code,
        person,
      ]),
    );
    await company.evaluationOf([person]);
  };
  const asked = async (person: string) =>
    one(
      company.db.read,
      `SELECT state, joined_on AS joined, due_on AS due, explanation ->> 'key' AS key, version FROM requirement WHERE person_id = $1 AND state <> 'ended'`,
      [person],
    );

  it('resets nobody: within a month the days and the version go on, and what is achieved counts at once', async () => {
    const [chaima, daan] = await company.write(async (tx) => [
      await hire(tx, { name: 'Chaima El' }),
      await hire(tx, { name: 'Daan Visser' }),
    ]);
    const id = await company.inForce(hr(), finance, { afterJoining: 20 });
    const changed = draftOf({
      title: { nl: 'Basis', en: 'Basics' },
      category: 'A',
      due: { afterJoining: 40 },
      rule: finance,
      applyTo: 'new',
    });
    await company.policies.saveDraft(hr(), id, changed);
    await company.policies.publish(hr(), id);
    await company.drain();
    await move(chaima, 'HRM', '2027-02-08T08:00:00Z');
    expect(await asked(chaima)).toBeUndefined();
    await move(chaima, 'FIN', '2027-02-15T08:00:00Z');
    expect(await asked(chaima)).toMatchObject({ joined: '2027-02-01', due: '2027-02-26', version: 1 });
    await move(daan, 'HRM', '2027-02-24T08:00:00Z');
    await company.write((tx) => hold(tx, daan, 'A', { from: '2027-02-25' }));
    await move(daan, 'FIN', '2027-06-07T08:00:00Z');
    expect(await asked(daan)).toMatchObject({ state: 'satisfied' });
  });

  /** Chaima of Finance is asked by the first version, and goes to HR on the day on which the second is published. */
  async function secondVersion(content: Partial<PolicyContent>): Promise<string> {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    const id = await company.inForce(hr(), finance, { afterJoining: 20 });
    await move(chaima, 'HRM', '2027-02-08T08:00:00Z');
    const first = { title: { nl: 'Basis', en: 'Basics' }, category: 'A', due: { afterJoining: 20 } };
    const second = draftOf({ ...first, rule: finance, applyTo: 'renewal', ...content });
    await company.policies.saveDraft(hr(), id, second);
    await company.policies.publish(hr(), id);
    await company.drain();
    return chaima;
  }
  const verified = async () => (await company.run('policies.verify')).changed;

  it('leaves to a later version whom that has asked, also after it let them go', async () => {
    const chaima = await secondVersion({ category: 'B', rule: { team: { code: 'HRM', below: true } } });
    expect(await asked(chaima)).toMatchObject({ version: 2 });
    await move(chaima, 'FIN', '2027-02-15T08:00:00Z');
    expect(await asked(chaima)).toBeUndefined();
    expect(await verified()).toBe(0);
  });

  it('leaves to a later version who renewed since that was published', async () => {
    const chaima = await secondVersion({ due: { afterJoining: 40 }, rule: { holds: { category: 'B' } } });
    await company.write((tx) => hold(tx, chaima, 'A', { from: '2027-02-10' }));
    await move(chaima, 'FIN', '2027-02-15T08:00:00Z');
    expect(await asked(chaima)).toBeUndefined();
    expect(await verified()).toBe(0);
  });

  it('makes nobody late for a day that passed meanwhile', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { afterJoining: 20 });
    await move(chaima, 'HRM', '2027-02-24T08:00:00Z');
    await move(chaima, 'FIN', '2027-03-01T08:00:00Z');
    expect(await asked(chaima)).toMatchObject({
      joined: '2027-02-01',
      due: '2027-03-26',
      key: 'policies.due_rejoined',
    });
  });
});

describe('the nightly full evaluation', () => {
  it('mends what nobody told of, and raises an alarm that HR sees', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.run('policies.evaluate');
    expect((await company.run('policies.verify')).changed).toBe(0);
    await company.write((tx) => beAway(tx, chaima, '2027-02-02', '2027-02-05'));
    expect(await company.run('policies.verify', { dry: true })).toMatchObject({ changed: 0, skipped: 1 });
    expect((await company.exceptions.show(hr())).alarms).toEqual([]);
    expect((await company.run('policies.verify')).changed).toBe(1);
    expect((await company.exceptions.show(hr())).alarms).toMatchObject([{ changed: 1 }]);
    expect((await company.run('policies.verify')).changed).toBe(0);
  });

  it('compares nothing while changes still wait to be worked off', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    await company.inForce(hr(), finance, { afterStart: 20 });
    await company.run('policies.evaluate');
    await company.write(async (tx) => {
      await beAway(tx, chaima, '2027-02-02', '2027-02-05');
      await tellPeople(tx, [chaima]);
    });
    expect(await company.run('policies.verify')).toMatchObject({
      changed: 0,
      notes: ['changes wait to be worked off: nothing was compared'],
    });
    await company.drain();
    expect((await company.run('policies.verify')).changed).toBe(0);
  });
});

describe('what is asked on a day', () => {
  it('is told for the past as it was, and for the future as it is planned', async () => {
    const chaima = await company.write(async (tx) => {
      const id = await hire(tx, { name: 'Chaima El' });
      await rows(
        tx,
        `UPDATE placement SET valid = daterange('2020-01-06', '2027-05-10') WHERE person_id = $1`,
        [id],
      );
      await rows(
        tx,
        `INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, weekly_hours, working_days, night_shift)
         SELECT person_id, employment_id, seat, daterange('2027-05-10', NULL), job, (SELECT id FROM team WHERE code = 'HRM'), site_id, weekly_hours, working_days, false FROM placement WHERE person_id = $1`,
        [id],
      );
      return id;
    });
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    await company.inForce(hr(), { team: { code: 'HRM', below: true } }, { afterJoining: 10 }, 'B');
    company.clock.set('2027-02-10T09:00:00Z');
    await company.write((tx) => beAway(tx, chaima, '2027-02-11', '2027-02-24'));
    await company.evaluationOf([chaima]);
    company.clock.set('2027-03-15T09:00:00Z');
    await company.policies.pause(hr(), id);
    company.clock.set('2027-03-22T09:00:00Z');
    const on = async (asOf?: string) =>
      (await company.asOf.show(hr(), chaima, asOf)).map((one) => [
        one.category,
        one.state,
        one.dueOn,
        one.since,
        one.isOverdue,
      ]);
    expect(await on('2027-01-31')).toEqual([]);
    expect(await on('2027-02-05')).toEqual([['A', 'open', '2027-02-26', '2027-02-01', false]]);
    expect(await on('2027-02-10')).toEqual([['A', 'open', '2027-03-12', '2027-02-01', false]]);
    expect(await on('2027-03-13')).toEqual([['A', 'open', '2027-03-12', '2027-02-01', true]]);
    expect(await on('2027-03-16')).toEqual([]);
    expect(await on()).toEqual([]);
    await company.policies.resume(hr(), id);
    await company.drain();
    expect(await on('2027-04-01')).toEqual([['A', 'open', '2027-04-19', '2027-02-01', false]]);
    expect(await on('2027-06-01')).toEqual([['B', 'open', '2027-05-24', '2027-05-10', true]]);
    const [then] = await company.asOf.show(hr(), chaima, '2027-02-05');
    expect(then).toMatchObject({
      explanation: {
        en: 'Due Fri 26 Feb 2027: 20 of your own working days after this policy started on 1 Feb.',
      },
      because: { en: 'Because this applies to everyone working in Finance (policy ‘Basics’).' },
      wouldChange: [
        { en: 'Earn licence A: then it is done.' },
        { en: 'Other working days or an absence move the date.' },
        { en: 'Outside this group it stops. What you earned stays yours.' },
        { en: 'HR can give an extension or a waiver.' },
      ],
    });
    expect((await rows(company.db.read, 'SELECT 1 FROM requirement')).length).toBe(1);
  });
});
