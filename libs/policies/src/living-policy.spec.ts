import { Temporal } from 'temporal-polyfill';
import { licenceRenewed } from '#events';
import { publish, rows } from '#kernel';
import { hire, hold } from '../../audiences/src/testing/company.js';
import { draftOf } from './policy-draft.js';
import type { PolicyContent } from './policy-draft.js';
import type { ApplyTo } from './policy-steps.js';
import { hr, testPolicies } from './testing/policies.js';

type Company = Awaited<ReturnType<typeof testPolicies>>;
let company: Company;
beforeEach(async () => {
  company = await testPolicies();
});
afterEach(() => company.close());

const finance = { team: { code: 'FIN', below: true } };
const yearly: PolicyContent = {
  title: { nl: 'Basis', en: 'Basics' },
  category: 'A',
  due: { afterJoining: 20 },
  rule: finance,
  renewMonths: 12,
};
const licenceId = '0198c0de-0000-7000-8000-00000000000a';

interface Days {
  asked: string;
  due: string | null;
  overdue: string | null;
  access: string | null;
}

/** Who proved what before the story begins on Monday 1 February 2027. */
const PROOFS: Record<string, string | null> = {
  'Anna Aalbers': '2026-02-15',
  'Bram Bakker': '2026-09-10',
  'Chaima Cox': '2024-02-29',
  'Daan Dekker': null,
  'Emília Evers': '2027-01-20',
};

async function livingPolicy(): Promise<{ id: string; people: Map<string, string> }> {
  const people = new Map<string, string>();
  await company.write(async (tx) => {
    for (const [name, proof] of Object.entries(PROOFS)) {
      const id = await hire(tx, { name, workingDays: name === 'Bram Bakker' ? [1, 2, 3] : [1, 2, 3, 4, 5] });
      people.set(name, id);
      if (proof) await hold(tx, id, 'A', { from: proof });
    }
  });
  const id = await company.inForce(hr(), finance, { afterJoining: 20 }, 'A', { renewMonths: 12 });
  return { id, people };
}

async function change(id: string, applyTo: ApplyTo, more: Partial<PolicyContent> = {}) {
  await company.policies.saveDraft(hr(), id, draftOf({ ...yearly, renewMonths: 24, applyTo, ...more }));
  const plan = await company.plans.ofPolicy(hr(), id);
  await company.policies.publish(hr(), id, { seen: plan.policy.changedAt.toISOString() });
  await company.drain();
  return plan;
}

/** What the preview says comes to each person as long as nobody earns anything. */
function predicted(plan: Awaited<ReturnType<typeof change>>): Record<string, Days> {
  const next = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return Object.fromEntries(
    plan.coming.map(({ name, askedOn, dueOn, accessEndsOn }) => [
      name,
      { asked: askedOn, due: dueOn, overdue: dueOn === null ? null : next(dueOn), access: accessEndsOn },
    ]),
  );
}

/** Lets the days pass with everything that runs by the clock, and writes down what happened to whom. */
async function actual(until: string): Promise<Record<string, Days>> {
  const happened: Record<string, Days> = {};
  await look();
  for (;;) {
    company.clock.advance({ hours: 24 });
    if (today() > until) return happened;
    for (const schedule of ['policies.evaluate', 'policies.remind']) await company.run(schedule);
    // The full evaluation has nothing to add: asked once a week, for it takes as long as the other two.
    if (new Date(today()).getUTCDay() === 1) {
      const { changed } = await company.run('policies.verify');
      expect({ day: today(), changed }).toEqual({ day: today(), changed: 0 });
    }
    await look();
  }
  function today(): string {
    return company.clock.now().toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString();
  }
  async function look(): Promise<void> {
    const found = await rows<{ name: string; due: string | null; told: number | null; ended: boolean }>(
      company.db.read,
      `SELECT p.display_name AS name, r.due_on AS due, r.told, r.access_ended AS ended FROM requirement r JOIN person p ON p.id = r.person_id WHERE r.state = 'open'`,
    );
    for (const { name, due, told, ended } of found) {
      const days = (happened[name] ??= { asked: today(), due, overdue: null, access: null });
      days.due = due;
      if (told === 0) days.overdue ??= today();
      if (ended) days.access ??= today();
    }
  }
}

describe('a living policy that goes from 12 to 24 months', () => {
  it('asks everybody by the new months at once when it concerns everybody now, exactly as the preview said', async () => {
    const { id } = await livingPolicy();
    const plan = await change(id, 'now');
    expect(plan.changes.nl).toEqual([
      'Vernieuwen wordt: elke 24 maanden een nieuw bewijs. Nu is dat: elke 12 maanden een nieuw bewijs.',
    ]);
    expect(plan.satisfied.map((one) => one.name)).toEqual(['Anna Aalbers']);
    expect(plan.renewals.map((one) => `${one.name} ${one.before} ${one.after}`)).toEqual([
      'Anna Aalbers null 2028-02-15',
      'Bram Bakker 2027-09-10 2028-09-10',
      'Emília Evers 2028-01-20 2029-01-20',
    ]);
    expect(plan.overdueAtOnce).toEqual([]);
    expect(predicted(plan)).toMatchObject({
      'Anna Aalbers': { asked: '2028-01-16', due: '2028-02-15' },
      'Bram Bakker': { asked: '2028-08-11', due: '2028-09-10' },
      'Chaima Cox': { asked: '2027-02-01', due: '2027-02-26' },
      'Daan Dekker': { asked: '2027-02-01', due: '2027-02-26' },
    });
    const said = predicted(plan);
    const came = await actual('2028-09-20');
    delete said['Emília Evers'];
    expect(came).toEqual(said);
  }, 300_000);

  it('leaves everybody as they were when it concerns only who is new', async () => {
    const { id } = await livingPolicy();
    const plan = await change(id, 'new');
    expect(plan).toMatchObject({
      asked: [],
      redated: [],
      satisfied: [],
      renewals: [],
      staying: 5,
      messages: 0,
    });
    expect(predicted(plan)['Bram Bakker']).toMatchObject({ asked: '2027-08-11', due: '2027-09-10' });
    const karim = await company.write(async (tx) => {
      const one = await hire(tx, { name: 'Karim Klaassen', start: '2027-02-15' });
      await hold(tx, one, 'A', { from: '2026-03-01' });
      return one;
    });
    const came = await actual('2028-02-10');
    // Karim's proof is eleven months old when he comes: the new version asks it again after 24 months only.
    const said = predicted(plan);
    expect(came).toEqual({
      ...said,
      'Karim Klaassen': { asked: '2028-01-31', due: '2028-03-01', overdue: null, access: null },
    });
    expect(
      await rows(company.db.read, 'SELECT version FROM requirement WHERE person_id = $1', [karim]),
    ).toEqual([{ version: 2 }]);
  }, 300_000);

  it('counts from each person’s own next proof when it concerns everybody at renewal', async () => {
    const { id, people } = await livingPolicy();
    const plan = await change(id, 'renewal');
    expect(plan).toMatchObject({ redated: [], satisfied: [], renewals: [], staying: 5 });
    const said = predicted(plan);
    const bram = people.get('Bram Bakker')!;
    company.clock.set('2027-03-01T08:00:00Z');
    await company.run('policies.evaluate');
    await company.write((tx) =>
      publish(
        tx,
        licenceRenewed({
          licenceId,
          personId: bram,
          category: 'A',
          validFrom: '2027-03-01',
          validUntil: '2030-03-01',
        }),
      ),
    );
    await company.drain();
    const version = () =>
      rows<{ name: string; version: number }>(
        company.db.read,
        `SELECT p.display_name AS name, r.version FROM requirement r JOIN person p ON p.id = r.person_id WHERE r.state <> 'ended' ORDER BY 1`,
      );
    expect((await version()).map((one) => one.version)).toEqual([1, 2, 1, 1, 1]);
    const came = await actual('2028-02-10');
    delete said['Bram Bakker'];
    // Those asked before keep the first version's days; that of Anna and the late ones were told in February.
    expect(Object.fromEntries(Object.entries(came).map(([name, { due }]) => [name, due]))).toEqual(
      Object.fromEntries(Object.entries(said).map(([name, { due }]) => [name, due])),
    );
    const view = await company.asOf.show(hr(), bram, '2029-02-20');
    expect(view).toMatchObject([{ state: 'open', dueOn: '2029-03-01' }]);
  }, 300_000);

  it('gives days from the change when the months become fewer: nobody is late overnight', async () => {
    const { id } = await livingPolicy();
    await change(id, 'now');
    company.clock.set('2027-06-01T08:00:00Z');
    await company.run('policies.evaluate');
    await company.policies.saveDraft(hr(), id, draftOf({ ...yearly, renewMonths: 3 }));
    const plan = await company.plans.ofPolicy(hr(), id);
    // Daan was late before; nobody is made late by the change.
    expect(plan.overdueAtOnce).toEqual([]);
    expect(plan.redated.map((one) => `${one.name} ${one.dueOn} ${one.explanation.key}`)).toEqual([
      'Anna Aalbers 2027-06-28 policies.due_renewal_later',
      'Bram Bakker 2027-07-14 policies.due_renewal_later',
      'Chaima Cox 2027-06-28 policies.due_renewal_later',
      'Emília Evers 2027-06-28 policies.due_renewal_later',
    ]);
  }, 60_000);

  it('is exactly as it was after it has been taken back the same day', async () => {
    const { id } = await livingPolicy();
    const state = () =>
      rows(
        company.db.read,
        `SELECT person_id, state, due_on, explanation, joined_on, lost_on FROM requirement WHERE state <> 'ended' ORDER BY person_id`,
      );
    const before = await state();
    await change(id, 'now', { due: { afterJoining: 60 } });
    expect(await state()).not.toEqual(before);
    await company.policies.undo(hr(), id);
    await company.drain();
    expect(await state()).toEqual(before);
  });
});

describe('a policy that comes in step by step', () => {
  const steps = { optionalFrom: '2027-02-15', requiredFrom: '2027-03-01', enforcedFrom: '2027-05-03' };
  const anna = hr('0198c0de-0000-7000-8000-0000000000a1');
  const jolanda = hr('0198c0de-0000-7000-8000-0000000000a2');

  async function colleagues() {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      for (const { personId } of [anna, jolanda])
        await rows(
          tx,
          `INSERT INTO person (id, number, given_name, family_name, display_name, sort_name, language, zone, created_at) VALUES ($1, $2, 'A', 'B', 'A B', 'b a', 'nl', 'Europe/Amsterdam', '2020-01-01')`,
          [personId, String(personId).slice(-4)],
        );
    });
    return company.policies.create(anna, draftOf({ ...yearly, renewMonths: null, steps }));
  }

  it('waits for a second person from HR, because somebody can lose access by it', async () => {
    const id = await colleagues();
    expect(await company.policies.publish(anna, id)).toBeNull();
    expect(await company.policies.publish(anna, id)).toBeNull();
    expect((await company.policies.get(anna, id)).policy).toMatchObject({
      state: 'draft',
      proposedStep: 'publish',
    });
    await company.policies.withdrawProposal(anna, id);
    expect(await company.policies.publish(jolanda, id)).toBeNull();
    expect(await company.policies.publish(anna, id)).toBe(1);
    const { current } = await company.policies.get(anna, id);
    expect(current).toMatchObject({
      publishedBy: anna.personId,
      proposedBy: jolanda.personId,
      since: '2027-03-01',
    });
    // Pausing takes nothing from anybody: one person is enough. Coming back into force takes two again.
    await company.policies.pause(anna, id);
    expect(await company.policies.resume(anna, id)).toBe(false);
    expect(await company.policies.resume(jolanda, id)).toBe(true);
  });

  it('tells first, reminds once it is optional, counts once it is required, and ends access on a working day', async () => {
    const id = await colleagues();
    await company.policies.publish(anna, id);
    const plan = await company.plans.ofPolicy(jolanda, id);
    expect(plan).toMatchObject({ needsSecond: true, overdueAtOnce: [], messages: 1 });
    await company.policies.publish(jolanda, id);
    await company.drain();
    const [chaima] = plan.coming;
    expect(chaima).toMatchObject({ askedOn: '2027-02-01', dueOn: '2027-03-26', accessEndsOn: '2027-05-03' });
    expect((await company.told()).map((event) => event.name)).toEqual(['requirement.created']);
    const seen: string[] = [];
    for (let day = 0; day < 100; day++) {
      company.clock.advance({ hours: 24 });
      await company.run('policies.evaluate');
      await company.run('policies.remind');
      for (const { name } of await company.told())
        seen.push(`${company.clock.now().toString().slice(0, 10)} ${name}`);
    }
    expect(seen).toEqual([
      '2027-02-24 requirement.due-soon',
      '2027-03-19 requirement.due-soon',
      '2027-03-25 requirement.due-soon',
      '2027-03-27 requirement.overdue',
      '2027-05-03 requirement.enforced',
    ]);
  }, 120_000);
});

describe('the tests kept with a rule', () => {
  it('block publishing when somebody is in or out who must not be, and name them', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Anna Aalbers' });
      await hire(tx, { name: 'Bob Bakker', team: 'HRM' });
    });
    const number = async (name: string) =>
      (
        await rows<{ number: string }>(company.db.read, 'SELECT number FROM person WHERE display_name = $1', [
          name,
        ])
      )[0]!.number;
    const [anna, bob] = [await number('Anna Aalbers'), await number('Bob Bakker')];
    const id = await company.policies.create(
      hr(),
      draftOf({ ...yearly, rule: { everyone: true }, tests: { in: [anna, '9'], out: [bob] } }),
    );
    expect((await company.plans.ofPolicy(hr(), id)).failedTests).toEqual([
      { number: '9', name: null, expected: 'in' },
      { number: bob, name: 'Bob Bakker', expected: 'out' },
    ]);
    await expect(company.policies.publish(hr(), id)).rejects.toMatchObject({
      definition: { type: 'policy-test-failed' },
    });
    await company.policies.saveDraft(hr(), id, draftOf({ ...yearly, tests: { in: [anna], out: [bob] } }));
    expect(await company.policies.publish(hr(), id)).toBe(1);
  });
});
