import { Problem, rows } from '#kernel';
import type { Actor } from '#kernel';
import { hire, hold } from '../../audiences/src/testing/company.js';
import { draftOf, NEW_DRAFT } from './policy-draft.js';
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
const bram: Actor = { ...hr(), grants: [], isManager: true };

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Problem) return error.definition.type;
      throw error;
    },
  );
}

const states = async () =>
  (await rows<{ state: string }>(company.db.read, `SELECT state FROM requirement ORDER BY id`)).map(
    (row) => row.state,
  );

describe('publishing', () => {
  it('freezes what the draft says as a version that nobody can change, with its sentence in both languages', async () => {
    const id = await company.policies.create(hr(), draftOf(content));
    expect(await company.policies.publish(hr(), id)).toBe(1);
    const { policy, current } = await company.policies.get(hr(), id);
    expect(policy).toMatchObject({ state: 'published', version: 1, hasChanges: false });
    expect(current).toMatchObject({
      since: '2027-02-01',
      sentence: {
        nl: 'Iedereen die in Finance werkt, moet rijbewijs A hebben binnen 20 eigen werkdagen na de start.',
        en: 'Everyone working in Finance must hold licence A within 20 own working days of starting.',
      },
    });
    await expect(rows(company.db.read, `UPDATE policy_version SET category = 'B'`)).rejects.toThrow(
      /stays as it was/,
    );
    await expect(rows(company.db.read, 'DELETE FROM policy_version')).rejects.toThrow(/stays as it was/);
    expect(await refusal(company.policies.publish(hr(), id))).toBe('policy-nothing-to-publish');
  });

  it('refuses an incomplete draft, an unknown category, and a draft that changed after its consequences were shown', async () => {
    const empty = await company.policies.create(hr(), NEW_DRAFT);
    expect(await refusal(company.policies.publish(hr(), empty))).toBe('policy-draft-incomplete');
    const unknown = await company.policies.create(hr(), draftOf({ ...content, category: 'Z' }));
    expect(await refusal(company.policies.publish(hr(), unknown))).toBe('invalid-input');
    const id = await company.policies.create(hr(), draftOf(content));
    const seen = (await company.plans.ofPolicy(hr(), id)).policy.changedAt.toISOString();
    company.clock.advance({ minutes: 5 });
    await company.policies.saveDraft(hr(), id, draftOf({ ...content, rule: { everyone: true } }));
    expect(await refusal(company.policies.publish(hr(), id, { seen }))).toBe('policy-changed-meanwhile');
  });

  it('is for HR alone, and so is everything else about policies', async () => {
    const id = await company.policies.create(hr(), draftOf(content));
    const tries = [
      () => company.policies.list(bram),
      () => company.policies.get(bram, id),
      () => company.policies.create(bram, NEW_DRAFT),
      () => company.policies.saveDraft(bram, id, NEW_DRAFT),
      () => company.policies.publish(bram, id),
      () => company.policies.pause(bram, id),
      () => company.policies.resume(bram, id),
      () => company.policies.undo(bram, id),
      () => company.plans.ofPolicy(bram, id),
      () => company.plans.ofDraft(bram, NEW_DRAFT, 'nl'),
      () => company.requirements.list(bram, { policyId: id, filter: 'all', limit: 10 }),
      () => company.requirements.listExpiring(bram),
    ];
    for (const attempt of tries) expect(await refusal(attempt())).toBe('forbidden');
  });

  it('shows beforehand exactly the people who become required, and does to them what it showed', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Daan Visser', workingDays: [1, 2, 3] });
      await hold(tx, await hire(tx, { name: 'Bram Janssen' }), 'A');
      await hire(tx, { name: 'Karim Haddad', team: 'HRM' });
    });
    const id = await company.policies.create(
      hr(),
      draftOf({ ...content, due: { by: '2027-01-29', newcomers: 10 } }),
    );
    const plan = await company.plans.ofPolicy(hr(), id);
    expect(plan.asked.map((one) => `${one.name} ${one.dueOn}`)).toEqual([
      'Chaima El 2027-01-29',
      'Daan Visser 2027-01-29',
    ]);
    expect(plan.overdueAtOnce).toHaveLength(2);
    expect(plan).toMatchObject({ alreadyHeld: 1, redated: [], ended: [], messages: 2, minutesTogether: 170 });
    expect(await states()).toEqual([]);

    await company.policies.saveDraft(hr(), id, draftOf(content));
    const gentler = await company.plans.ofPolicy(hr(), id);
    expect(gentler.overdueAtOnce).toEqual([]);
    await company.policies.publish(hr(), id, { seen: gentler.policy.changedAt.toISOString() });
    await company.drain();
    const { items } = await company.requirements.list(hr(), { policyId: id, filter: 'open', limit: 10 });
    expect(items.map((one) => `${one.displayName} ${one.dueOn}`)).toEqual(
      gentler.asked.map((one) => `${one.name} ${one.dueOn}`),
    );
  });

  it('shows for a next version who gets another day, who comes in and who goes out', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Karim Haddad', team: 'HRM' });
      await hire(tx, { name: 'Daan Visser', team: 'FIN-CRED' });
    });
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    company.clock.set('2027-02-08T09:00:00Z');
    await company.policies.saveDraft(
      hr(),
      id,
      draftOf({
        ...content,
        due: { afterStart: 30 },
        rule: { any: [{ team: { code: 'FIN', below: false } }, { team: { code: 'HRM', below: true } }] },
      }),
    );
    const plan = await company.plans.ofPolicy(hr(), id);
    expect(plan.asked.map((one) => one.name)).toEqual(['Karim Haddad']);
    expect(plan.redated.map((one) => `${one.name} ${one.dueOn}`)).toEqual(['Chaima El 2027-03-19']);
    expect(plan.ended.map((one) => one.name)).toEqual(['Daan Visser']);
    await company.policies.publish(hr(), id);
    await company.drain();
    const { items } = await company.requirements.list(hr(), { policyId: id, filter: 'all', limit: 10 });
    expect(items.map((one) => `${one.displayName} ${one.dueOn}`)).toEqual([
      'Chaima El 2027-03-19',
      'Karim Haddad 2027-03-19',
    ]);
  });

  it('keeps counted days when only the audience changes', async () => {
    await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    company.clock.set('2027-02-15T09:00:00Z');
    await company.policies.saveDraft(hr(), id, draftOf({ ...content, rule: { everyone: true } }));
    expect((await company.plans.ofPolicy(hr(), id)).unchanged).toBe(1);
    await company.policies.publish(hr(), id);
    await company.drain();
    const { current } = await company.policies.get(hr(), id);
    expect(current).toMatchObject({ version: 2, since: '2027-02-01' });
    const [requirement] = (await company.requirements.list(hr(), { policyId: id, filter: 'all', limit: 10 }))
      .items;
    expect(requirement?.dueOn).toBe('2027-02-26');
    expect(await rows(company.db.read, 'SELECT version FROM requirement')).toEqual([{ version: 2 }]);
  });
});

describe('pausing, resuming and undoing', () => {
  it('asks nothing while paused, and makes nobody late by the pause', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    await company.told();
    await company.policies.pause(hr(), id);
    expect((await company.told())[0]).toMatchObject({
      name: 'requirement.ended',
      payload: { items: [{ personId: chaima, reason: 'policy-paused' }] },
    });
    expect(await company.policies.requirementsOf(company.db.read, chaima)).toEqual([]);
    company.clock.set('2027-03-08T09:00:00Z');
    await company.run('policies.evaluate');
    await company.run('policies.remind');
    expect(await company.told()).toEqual([]);
    expect(await refusal(company.policies.pause(hr(), id))).toBe('policy-not-published');
    await company.policies.resume(hr(), id);
    await company.drain();
    expect(await company.policies.requirementsOf(company.db.read, chaima)).toMatchObject([
      {
        dueOn: '2027-04-05',
        isOverdue: false,
        explanation: { en: expect.stringContaining('after this policy came back into force on 8 Mar') },
      },
    ]);
    expect((await company.told()).at(-1)).toMatchObject({
      name: 'requirement.created',
      payload: { items: [{ dueOn: '2027-04-05' }] },
    });
  });

  it('brings the version before back as a new one, and its requirements with it', async () => {
    await company.write(async (tx) => {
      await hire(tx, { name: 'Chaima El' });
      await hire(tx, { name: 'Karim Haddad', team: 'HRM' });
    });
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    await company.policies.saveDraft(hr(), id, draftOf({ ...content, rule: { everyone: true } }));
    await company.policies.publish(hr(), id);
    await company.drain();
    expect(await states()).toEqual(['open', 'open']);
    await company.policies.undo(hr(), id);
    await company.drain();
    expect(await states()).toEqual(['open', 'ended']);
    const { policy, versions, current } = await company.policies.get(hr(), id);
    expect(policy).toMatchObject({ version: 3, hasChanges: false });
    expect(current).toMatchObject({ copyOf: 1, rule: finance });
    expect(versions.map((one) => one.version)).toEqual([3, 2, 1]);
  });

  it('takes a first publication back to the draft, and ends what it asked', async () => {
    const chaima = await company.write((tx) => hire(tx, { name: 'Chaima El' }));
    const id = await company.inForce(hr(), finance, { afterStart: 20 });
    await company.told();
    await company.policies.undo(hr(), id);
    expect(await states()).toEqual(['ended']);
    expect((await company.told())[0]).toMatchObject({
      payload: { items: [{ personId: chaima, reason: 'policy-changed' }] },
    });
    expect(await refusal(company.policies.undo(hr(), id))).toBe('policy-nothing-to-undo');
    expect(await company.policies.publish(hr(), id)).toBe(2);
    await company.drain();
    expect(await states()).toEqual(['ended', 'open']);
  });
});
